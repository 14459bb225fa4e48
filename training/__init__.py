"""How are the reader's weights made? Labelled passages, the network, its training, evaluation and export."""
