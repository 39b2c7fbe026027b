package immutable

import (
	"go/ast"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/internal/api"
)

const module = api.Module

// An exported is the API of the module, with the types that [exported.isOpen] has seen.
type exported struct {
	*api.API
	seen map[string]bool
}

func readAPI(t *testing.T) *exported {
	t.Helper()
	a, err := api.Read(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	return &exported{API: a}
}

// exposed returns the keys of the functions through which something could be changed
// afterwards: a slice, a map, or a field behind a pointer is handed in or out.
func (a *exported) exposed() []string {
	var keys []string
	for key, f := range a.Functions {
		lists := []*ast.FieldList{f.Decl.Recv, f.Decl.Type.Params, f.Decl.Type.Results}
		if slices.ContainsFunc(lists, func(list *ast.FieldList) bool { return a.anyOpen(f.File, list) }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func (a *exported) anyOpen(f *api.File, list *ast.FieldList) bool {
	return list != nil && slices.ContainsFunc(list.List, func(field *ast.Field) bool {
		a.seen = map[string]bool{}
		return a.isOpen(f, field.Type)
	})
}

// isOpen reports whether who has a value of the type can change something that is
// not a copy.
func (a *exported) isOpen(f *api.File, expr ast.Expr) bool {
	switch x := expr.(type) {
	case *ast.ArrayType:
		return x.Len == nil || a.isOpen(f, x.Elt)
	case *ast.MapType, *ast.Ellipsis, *ast.InterfaceType:
		return true
	case *ast.StarExpr:
		return a.hasFields(f, x.X) || a.isOpen(f, x.X)
	case *ast.StructType:
		return slices.ContainsFunc(x.Fields.List, func(field *ast.Field) bool {
			isOut := len(field.Names) == 0 || slices.ContainsFunc(field.Names, (*ast.Ident).IsExported)
			return isOut && a.isOpen(f, field.Type)
		})
	case *ast.Ident, *ast.SelectorExpr:
		if x, ok := x.(*ast.Ident); ok && x.Name == "any" {
			return true
		}
		if key, ok := name(f, x); ok && !a.seen[key] {
			a.seen[key] = true
			if d, ok := a.Types[key]; ok {
				return a.isOpen(d.File, d.Expr)
			}
		}
	}
	return false // basic types, functions, and what other modules keep closed: time.Time
}

// outside are types of other modules that nobody can change through a pointer.
var outside = map[string]bool{"time.Location": true, "testing.T": true}

// hasFields reports whether a type can be changed through a pointer: it has an
// exported field, or is no structure.
func (a *exported) hasFields(f *api.File, expr ast.Expr) bool {
	key, ok := name(f, expr)
	if x, is := expr.(*ast.SelectorExpr); is && !ok {
		pkg, isName := x.X.(*ast.Ident)
		return !isName || !outside[pkg.Name+"."+x.Sel.Name]
	}
	x, ok := a.Types[key].Expr.(*ast.StructType)
	return !ok || slices.ContainsFunc(x.Fields.List, func(field *ast.Field) bool {
		return slices.ContainsFunc(field.Names, (*ast.Ident).IsExported)
	})
}

// name returns the key of a named type; ok is false if it is not one of the module.
func name(f *api.File, expr ast.Expr) (key string, ok bool) {
	switch x := expr.(type) {
	case *ast.Ident:
		return f.Package + "." + x.Name, true
	case *ast.SelectorExpr:
		pkg, isName := x.X.(*ast.Ident)
		if isName && f.Imports[pkg.Name] != "" {
			return f.Imports[pkg.Name] + "." + x.Sel.Name, true
		}
	}
	return "", false
}
