package immutable

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/underpromise/underpromise"

// root is the folder of the module.
var root = filepath.Join("..", "..", "..")

// An api is what the packages of the module declare, read from their source.
type api struct {
	types     map[string]declared // by package and name: "promise.Terms"
	functions map[string]declaredFunction
	seen      map[string]bool
}

// declared is the type of a declaration, in the file that says what the names of
// packages in it mean.
type declared struct {
	file *file
	expr ast.Expr
}

type declaredFunction struct {
	file *file
	decl *ast.FuncDecl
}

// A file is one source file: its package, and the packages that it imports by the
// names that they have in it; "" for those outside the module.
type file struct {
	pkg     string
	imports map[string]string
}

// readAPI reads the source of all packages of the module but examples, internal ones
// and tests.
func readAPI(t *testing.T) *api {
	t.Helper()
	a := &api{types: map[string]declared{}, functions: map[string]declaredFunction{}}
	for _, floor := range []string{"calendar", "promise", "policy"} {
		err := filepath.WalkDir(filepath.Join(root, floor), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "internal" || d.Name() == "testdata"):
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			return a.readFile(name)
		})
		require.NoError(t, err)
	}
	return a
}

func (a *api) readFile(name string) error {
	source, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	folder, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		return err
	}
	f := &file{pkg: filepath.ToSlash(folder), imports: map[string]string{}}
	for _, i := range parsed.Imports {
		from := strings.Trim(i.Path.Value, `"`)
		called := path.Base(from)
		if called == "v2" {
			called = path.Base(path.Dir(from))
		}
		if i.Name != nil {
			called = i.Name.Name
		}
		f.imports[called] = ""
		if own, ok := strings.CutPrefix(from, module+"/"); ok {
			f.imports[called] = own
		}
	}
	for _, d := range parsed.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if key, ok := keyOf(f, d); ok {
				a.functions[key] = declaredFunction{f, d}
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok {
					a.types[f.pkg+"."+s.Name.Name] = declared{f, s.Type}
				}
			}
		}
	}
	return nil
}

// keyOf returns the key of an exported function, or of an exported method of an
// exported type: "promise.Make", "promise.Promise.Record".
func keyOf(f *file, d *ast.FuncDecl) (string, bool) {
	key := f.pkg + "."
	if d.Recv != nil {
		of := d.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		name, ok := of.(*ast.Ident)
		if !ok || !name.IsExported() {
			return "", false
		}
		key += name.Name + "."
	}
	return key + d.Name.Name, d.Name.IsExported()
}

// exposed returns the keys of the functions through which something could be changed
// afterwards: a slice, a map, or a field behind a pointer is handed in or out.
func (a *api) exposed() []string {
	var keys []string
	for key, f := range a.functions {
		lists := []*ast.FieldList{f.decl.Recv, f.decl.Type.Params, f.decl.Type.Results}
		if slices.ContainsFunc(lists, func(list *ast.FieldList) bool { return a.anyOpen(f.file, list) }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func (a *api) anyOpen(f *file, list *ast.FieldList) bool {
	return list != nil && slices.ContainsFunc(list.List, func(field *ast.Field) bool {
		a.seen = map[string]bool{}
		return a.isOpen(f, field.Type)
	})
}

// isOpen reports whether who has a value of the type can change something that is
// not a copy.
func (a *api) isOpen(f *file, expr ast.Expr) bool {
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
			if d, ok := a.types[key]; ok {
				return a.isOpen(d.file, d.expr)
			}
		}
	}
	return false // basic types, functions, and what other modules keep closed: time.Time
}

// outside are types of other modules that nobody can change through a pointer.
var outside = map[string]bool{"time.Location": true, "testing.T": true}

// hasFields reports whether a type can be changed through a pointer: it has an
// exported field, or is no structure.
func (a *api) hasFields(f *file, expr ast.Expr) bool {
	key, ok := name(f, expr)
	if x, is := expr.(*ast.SelectorExpr); is && !ok {
		pkg, isName := x.X.(*ast.Ident)
		return !isName || !outside[pkg.Name+"."+x.Sel.Name]
	}
	x, ok := a.types[key].expr.(*ast.StructType)
	return !ok || slices.ContainsFunc(x.Fields.List, func(field *ast.Field) bool {
		return slices.ContainsFunc(field.Names, (*ast.Ident).IsExported)
	})
}

// name returns the key of a named type; ok is false if it is not one of the module.
func name(f *file, expr ast.Expr) (key string, ok bool) {
	switch x := expr.(type) {
	case *ast.Ident:
		return f.pkg + "." + x.Name, true
	case *ast.SelectorExpr:
		pkg, isName := x.X.(*ast.Ident)
		if isName && f.imports[pkg.Name] != "" {
			return f.imports[pkg.Name] + "." + x.Sel.Name, true
		}
	}
	return "", false
}
