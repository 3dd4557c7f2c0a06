module github.com/tipstaff/tipstaff

go 1.26.0
