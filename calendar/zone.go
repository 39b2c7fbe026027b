package calendar

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// LoadZone returns the time zone with that name in the time zone database, like
// "Europe/Berlin". It calls [time.LoadLocation], and is the only function in this module
// that reads more than its arguments. Unlike [time.LoadLocation] it returns an error for
// the empty name, for "Local" and for every zone that [CheckZone] refuses. The error is
// a [*document.FieldError] with the path "zone".
func LoadZone(name string) (*time.Location, error) {
	if name == "" {
		return nil, fieldError("zone", "required; for example Europe/Berlin")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fieldError("zone", "unknown time zone %q; write a name of the time zone database, like Europe/Berlin", document.Excerpt(name))
	}
	if err := CheckZone(zone); err != nil {
		return nil, err
	}
	return zone, nil
}

// CheckZone returns an error if a calendar cannot use a time zone: nil, [time.Local], a
// [time.FixedZone], or a zone whose name does not exist on every machine. A document
// cannot name these. The error is a [*document.FieldError] with the path "zone".
func CheckZone(zone *time.Location) error {
	if err := checkZone(zone); err != nil {
		return &document.FieldError{Package: "calendar", Path: "zone", Err: err}
	}
	return nil
}

// checkZone refuses a zone that no document can name. A zone with a single offset for
// all time is valid only if its name stands for that offset; any other is a
// time.FixedZone with the name of a zone with rules.
func checkZone(zone *time.Location) error {
	switch {
	case zone == nil || zone.String() == "":
		return errors.New("required; for example Europe/Berlin")
	case zone == time.Local || zone.String() == "Local":
		return errors.New("must not be the local zone, which differs from machine to machine; use one like Europe/Berlin")
	case !isZoneName(zone.String()):
		return fmt.Errorf("invalid time zone %q: exists on some machines only; write a name of the time zone database, like Europe/Berlin", document.Excerpt(zone.String()))
	}
	midrange := time.Unix(0, 0).In(zone)
	start, end := midrange.ZoneBounds()
	if _, offset := midrange.Zone(); start.IsZero() && end.IsZero() && !namesOffset(zone.String(), offset) {
		return fmt.Errorf("invalid time zone %q: has a fixed offset instead of the rules of the time zone database; use time.LoadLocation", zone)
	}
	return nil
}

// isZoneName reports whether a name is that of a zone on every machine, and not of a
// file that lies beside the zones on some, or another way to write its path. A name that
// begins with a slash is not that of a file; it was set by the maker of the zone.
func isZoneName(name string) bool {
	switch name {
	case "localtime", "posixrules", "Factory":
		return false
	}
	return name[0] == '/' || name == path.Clean(name) && !strings.HasPrefix(name, "posix/") && !strings.HasPrefix(name, "right/")
}

// namesOffset reports whether the name is that of a database zone that has
// this offset, in seconds, for all time.
func namesOffset(name string, offset int) bool {
	switch strings.TrimPrefix(name, "Etc/") {
	case "UTC", "UCT", "GMT", "Universal", "Greenwich", "Zulu", "GMT0", "GMT+0", "GMT-0":
		return offset == 0
	}
	switch name {
	case "EST":
		return offset == -5*3600
	case "MST":
		return offset == -7*3600
	case "HST":
		return offset == -10*3600
	}
	// Etc/GMT+5 is west of Greenwich.
	hours, err := strconv.Atoi(strings.TrimPrefix(name, "Etc/GMT"))
	return err == nil && hours >= -14 && hours <= 12 && name == fmt.Sprintf("Etc/GMT%+d", hours) && offset == -hours*3600
}
