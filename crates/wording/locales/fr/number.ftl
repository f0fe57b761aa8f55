### Quantities. Used by the module `number` only, which writes the digits.

bytes = { $value }{"\u00A0"}o
kilobytes = { $value }{"\u00A0"}ko
megabytes = { $value }{"\u00A0"}Mo
gigabytes = { $value }{"\u00A0"}Go
kilograms = { $value }{"\u00A0"}kg

# The symbol or the ISO 4217 code, where the language puts each.
amount-with-symbol = { $amount }{"\u00A0"}{ $symbol }
amount-with-code = { $amount }{"\u00A0"}{ $code }
