package timeline

// icon draws the shape of a look around a point, within iconSize. Each look has
// its own shape, so that none depends on its colour.
func (p *pen) icon(as look, x, y int) {
	const r = 4 * px
	fill, stroke := "f "+string(as), "s "+string(as)
	diamond := move(x, y-r-px/2) + line(x+r+px/2, y) + line(x, y+r+px/2) + line(x-r-px/2, y) + "Z"
	switch as {
	case asOpen:
		p.circle(fill, x, y, r)
	case asRisk:
		p.path(fill, move(x, y-r-px/2)+line(x+r+px, y+r)+line(x-r-px, y+r)+"Z")
		p.path("s over", move(x, y-px)+line(x, y+px)+move(x, y+5*px/2)+line(x, y+5*px/2))
	case asBroken:
		p.path(stroke+" thick", move(x-r, y-r)+line(x+r, y+r)+move(x+r, y-r)+line(x-r, y+r))
	case asKept:
		p.path(stroke+" thick", move(x-r, y)+line(x-px, y+r*3/4)+line(x+r, y-r*3/4))
	case asVoid:
		p.circle(stroke, x, y, r)
		p.path(stroke, move(x-r*7/10, y+r*7/10)+line(x+r*7/10, y-r*7/10))
	case asTarget:
		p.path(stroke, move(x-r, y-r*3/4)+line(x+r, y-r*3/4)+line(x, y+r)+"Z")
	case asDue:
		p.path(fill, diamond)
	case asExpected:
		p.path(stroke, diamond)
	case asNow:
		p.circle(fill, x, y, r*3/4)
	case asStart:
		p.circle(stroke, x, y, r*3/4)
	default: // pieces of the bar have no icon
	}
}
