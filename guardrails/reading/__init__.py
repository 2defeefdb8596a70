"""From facts to a clinical picture: what a stated phrase means, and which problems of the spine a visit holds."""
