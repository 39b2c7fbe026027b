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
// "Europe/Berlin". It calls [time.LoadLocation], and is the one place in this module
// that reads anything but its arguments. Unlike that, it refuses the empty name,
// "Local" and every name that [CheckZone] refuses. The error is a
// [*document.FieldError] with the path "zone".
func LoadZone(name string) (*time.Location, error) {
	if name == "" {
		return nil, fieldError("zone", "none; name one, like Europe/Berlin")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fieldError("zone", "%q is not known; name one of the time zone database, like Europe/Berlin", document.Excerpt(name))
	}
	if err := CheckZone(zone); err != nil {
		return nil, err
	}
	return zone, nil
}

// CheckZone reports whether a calendar can be in a time zone. It refuses nil,
// [time.Local], a [time.FixedZone] and a zone whose name is not a zone on every
// machine, because a document could not name them. The error is a
// [*document.FieldError] with the path "zone".
func CheckZone(zone *time.Location) error {
	if err := checkZone(zone); err != nil {
		return &document.FieldError{Package: "calendar", Path: "zone", Err: err}
	}
	return nil
}

// checkZone refuses a zone that no document can name. A zone with a single
// offset for all time is taken only if its name says that offset; any other is
// a time.FixedZone that bears the name of a zone with rules.
func checkZone(zone *time.Location) error {
	switch {
	case zone == nil || zone.String() == "":
		return errors.New("none; name one, like Europe/Berlin")
	case zone == time.Local || zone.String() == "Local":
		return errors.New("the local zone differs from machine to machine; name one, like Europe/Berlin")
	case !isZoneName(zone.String()):
		return fmt.Errorf("%q is a zone on some machines only; name one of the time zone database, like Europe/Berlin", document.Excerpt(zone.String()))
	}
	midrange := time.Unix(0, 0).In(zone)
	start, end := midrange.ZoneBounds()
	if _, offset := midrange.Zone(); start.IsZero() && end.IsZero() && !namesOffset(zone.String(), offset) {
		return fmt.Errorf("%q is not a zone of the time zone database; use time.LoadLocation", zone)
	}
	return nil
}

// isZoneName reports whether a name is that of a zone on every machine, and not of a
// file that lies beside the zones on some, or another way to write its path. One that
// begins with a slash is no file: whoever made the zone named it so.
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
