### Values of the domain: states, reasons, outcomes, refusals. Read through the hand-written module only.
