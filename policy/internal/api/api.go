// Package api reads from the source what the packages of the module export, for tests
// over all of them.
package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Module is the path of the module.
const Module = "github.com/underpromise/underpromise"

// An API is what the packages of the module declare, read from their source.
type API struct {
	// Types are by package and name: "promise.Terms".
	Types map[string]Type
	// Functions are the exported ones, and the exported methods of exported types:
	// "promise.Make", "promise.Promise.Record".
	Functions map[string]Function
	// Words are the exported constants of text types that are written as
	// Name Type = "text", by their type: "promise.Origin".
	Words map[string][]string
}

// A Type is the type of a declaration, in the file that defines what the names of
// packages in it mean.
type Type struct {
	File *File
	Expr ast.Expr
}

// A Function is the declaration of a function in its file.
type Function struct {
	File *File
	Decl *ast.FuncDecl
}

// A File is one source file: its package, and the packages that it imports by the
// names that they have in it; "" for those outside the module.
type File struct {
	Package string
	Imports map[string]string
}

// Read reads the source of all packages below the folder of the module but examples,
// internal ones and tests.
func Read(root string) (*API, error) {
	a := &API{Types: map[string]Type{}, Functions: map[string]Function{}, Words: map[string][]string{}}
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
			return a.readFile(root, name)
		})
		if err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *API) readFile(root, name string) error {
	source, err := os.ReadFile(filepath.Clean(name))
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
	f := &File{Package: filepath.ToSlash(folder), Imports: map[string]string{}}
	for _, i := range parsed.Imports {
		from := strings.Trim(i.Path.Value, `"`)
		called := path.Base(from)
		if called == "v2" {
			called = path.Base(path.Dir(from))
		}
		if i.Name != nil {
			called = i.Name.Name
		}
		f.Imports[called] = ""
		if own, ok := strings.CutPrefix(from, Module+"/"); ok {
			f.Imports[called] = own
		}
	}
	for _, d := range parsed.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if key, ok := keyOf(f, d); ok {
				a.Functions[key] = Function{f, d}
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					a.Types[f.Package+"."+s.Name.Name] = Type{f, s.Type}
				case *ast.ValueSpec:
					a.addWords(f, s)
				}
			}
		}
	}
	return nil
}

// addWords adds the exported constants of a declaration that are texts of a named type.
func (a *API) addWords(f *File, s *ast.ValueSpec) {
	of, ok := s.Type.(*ast.Ident)
	if !ok {
		return
	}
	for i, name := range s.Names {
		if !name.IsExported() || i >= len(s.Values) {
			continue
		}
		if lit, ok := s.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if word, err := strconv.Unquote(lit.Value); err == nil {
				key := f.Package + "." + of.Name
				a.Words[key] = append(a.Words[key], word)
			}
		}
	}
}

// keyOf returns the key of an exported function, or of an exported method of an
// exported type: "promise.Make", "promise.Promise.Record".
func keyOf(f *File, d *ast.FuncDecl) (string, bool) {
	key := f.Package + "."
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
