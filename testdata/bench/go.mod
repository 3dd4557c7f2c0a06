module github.com/tipstaff/tipstaff/testdata/bench

go 1.26.0

replace github.com/tipstaff/tipstaff => ../..
