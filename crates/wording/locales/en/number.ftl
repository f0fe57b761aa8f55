### Quantities. Used by the module `number` only, which writes the digits.

bytes = { $value }{"\u00A0"}B
kilobytes = { $value }{"\u00A0"}kB
megabytes = { $value }{"\u00A0"}MB
gigabytes = { $value }{"\u00A0"}GB
kilograms = { $value }{"\u00A0"}kg

# The symbol or the ISO 4217 code, where the language puts each.
amount-with-symbol = { $symbol }{ $amount }
amount-with-code = { $code }{"\u00A0"}{ $amount }
