//! Times in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A time of day as the top bar and the list of versions show it.
pub(crate) fn clock_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%H:%M:%S").to_string()
}

/// A date and time.
pub(crate) fn date_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y年%m月%d日 %H:%M:%S").to_string()
}
