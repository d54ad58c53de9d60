"""A small text encoder (MiniLM, 6 layers, 384 wide): labels for tokens, vectors for sentences.

``pieces`` cuts tokens into subwords, ``windows`` long texts into overlapping stretches, ``network``
runs the stored weights. What trains them lies in ``attribution.encoder_training`` and needs the
extra ``train``.
"""
