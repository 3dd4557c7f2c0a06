package hcl

import (
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The parser and the evaluator call themselves for what is nested, and Go cannot recover from a stack that is
// full. So the tokens are looked at first.
const (
	maxDepth     = 64   // brackets and templates in each other
	maxOperators = 2000 // in one expression
)

// opening and closing are the tokens that nest.
var opening = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenOBrace: true, hclsyntax.TokenOBrack: true, hclsyntax.TokenOParen: true,
	hclsyntax.TokenTemplateInterp: true, hclsyntax.TokenTemplateControl: true,
	hclsyntax.TokenOQuote: true, hclsyntax.TokenOHeredoc: true,
}

var closing = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenCBrace: true, hclsyntax.TokenCBrack: true, hclsyntax.TokenCParen: true,
	hclsyntax.TokenTemplateSeqEnd: true, hclsyntax.TokenCQuote: true, hclsyntax.TokenCHeredoc: true,
}

// operators are the tokens that make an expression deeper.
var operators = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenStar: true, hclsyntax.TokenSlash: true, hclsyntax.TokenPlus: true, hclsyntax.TokenMinus: true,
	hclsyntax.TokenPercent: true, hclsyntax.TokenEqualOp: true, hclsyntax.TokenNotEqual: true,
	hclsyntax.TokenLessThan: true, hclsyntax.TokenLessThanEq: true, hclsyntax.TokenGreaterThan: true,
	hclsyntax.TokenGreaterThanEq: true, hclsyntax.TokenAnd: true, hclsyntax.TokenOr: true, hclsyntax.TokenBang: true,
	hclsyntax.TokenQuestion: true, hclsyntax.TokenDot: true, hclsyntax.TokenOBrack: true, hclsyntax.TokenOParen: true,
	hclsyntax.TokenTemplateControl: true,
}

// shallow returns an error for text that is nested so deep that nobody wrote it.
func shallow(text []byte, tokens hclsyntax.Tokens) error {
	var open []hclsyntax.TokenType
	count := 0
	for _, t := range tokens {
		switch {
		case opening[t.Type]:
			open = append(open, t.Type)
		case closing[t.Type] && len(open) > 0:
			open = open[:len(open)-1]
		case t.Type == hclsyntax.TokenComma:
			count = 0
		case t.Type == hclsyntax.TokenNewline && (len(open) == 0 || open[len(open)-1] == hclsyntax.TokenOBrace):
			count = 0
		}
		if operators[t.Type] {
			count++
		}
		if len(open) > maxDepth || count > maxOperators {
			return errorAt(text, t.Range.Start.Byte, fmt.Sprintf("nested deeper than %d levels, or more than %d operators in one expression", maxDepth, maxOperators), "")
		}
	}
	return nil
}
