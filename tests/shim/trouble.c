/* What disks, shares and clocks do to a program, for the tests: loaded before the system's library (LD_PRELOAD).
 *
 *   TROUBLE_FSYNC_MS=300   every fsync takes so long
 *   TROUBLE_FSYNC=5        every fsync fails with this number (5 is EIO)
 *   TROUBLE_WRITE=122@3    the third write to a file and all later ones fail with this number (122 is EDQUOT)
 *   TROUBLE_FLOCK=37       locks fail with this number (37 is ENOLCK)
 *   TROUBLE_CLOCK=-86400   the clock is off by so many seconds
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long setting(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int slow_or_broken(void) {
    long ms = setting("TROUBLE_FSYNC_MS");
    if (ms > 0) {
        struct timespec time = {ms / 1000, (ms % 1000) * 1000000};
        nanosleep(&time, NULL);
    }
    long error = setting("TROUBLE_FSYNC");
    if (error > 0) {
        errno = (int)error;
        return -1;
    }
    return 0;
}

int fsync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    return slow_or_broken() ? -1 : real(file);
}

int fdatasync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return slow_or_broken() ? -1 : real(file);
}

ssize_t write(int file, const void *bytes, size_t length) {
    static int written;
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    const char *text = getenv("TROUBLE_WRITE");
    struct stat status;
    if (text && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        const char *from = strchr(text, '@');
        if (++written >= (from ? atoi(from + 1) : 1)) {
            errno = atoi(text);
            return -1;
        }
    }
    return real(file, bytes, length);
}

int flock(int file, int how) {
    int (*real)(int, int) = dlsym(RTLD_NEXT, "flock");
    long error = setting("TROUBLE_FLOCK");
    if (error > 0) {
        errno = (int)error;
        return -1;
    }
    return real(file, how);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) {
        time->tv_sec += setting("TROUBLE_CLOCK");
    }
    return result;
}
