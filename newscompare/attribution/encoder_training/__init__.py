"""How the weights of the encoder are made; needs the extra ``train`` (torch, transformers)."""
