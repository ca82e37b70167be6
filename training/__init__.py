"""Train, evaluate and export the models that Hardstand ships (needs PyTorch; not part of the package)."""
