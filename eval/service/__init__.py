"""An installation of this software as processes of their own, to be measured and killed: API, workers, database."""
