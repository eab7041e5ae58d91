"""What every stage knows: frozen values, the tree of input files, diagnostics, options."""
