/* What disks, shares and clocks do to a program, for the tests: loaded before the system's library (LD_PRELOAD).
 *
 *   TROUBLE_FSYNC_MS=300   every fsync takes so long
 *   TROUBLE_FSYNC=5        every fsync fails with this number (5 is EIO)
 *   TROUBLE_WRITE=122@3    the third write to a file and all later ones fail with this number (122 is EDQUOT)
 *   TROUBLE_RENAME=16@1    the first rename onto a file that is there removes it and fails with this number (16 is EBUSY);
 *                          without @1, all of them, and a file that is gone cannot be made anew either (an SMB client)
 *   TROUBLE_FLOCK=37       locks fail with this number (37 is ENOLCK)
 *   TROUBLE_CLOCK=-86400   the clock is off by so many seconds
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
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

static int renamed;

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    const char *text = getenv("TROUBLE_RENAME");
    const char *most = text ? strchr(text, '@') : NULL;
    if (text && (most ? renamed < atoi(most + 1) && access(to, F_OK) == 0 : renamed > 0 || access(to, F_OK) == 0)) {
        renamed++;
        unlink(to);
        errno = atoi(text);
        return -1;
    }
    return real(from, to);
}

int open64(const char *path, int how, ...) {
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
    va_list rest;
    va_start(rest, how);
    mode_t mode = how & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    const char *text = getenv("TROUBLE_RENAME");
    if (text && !strchr(text, '@') && renamed > 0 && how & O_EXCL) {
        errno = atoi(text);
        return -1;
    }
    return real(path, how, mode);
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
