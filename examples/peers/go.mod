module github.com/underpromise/underpromise/examples/peers

go 1.26

require (
	github.com/rickar/cal/v2 v2.1.30
	github.com/underpromise/underpromise v0.0.0
)

require (
	github.com/govalues/decimal v0.1.36 // indirect
	github.com/rickb777/date/v2 v2.1.8 // indirect
	github.com/rickb777/period v1.0.9 // indirect
	github.com/rickb777/plural v1.4.2 // indirect
)

replace github.com/underpromise/underpromise => ../..
