"""The prompts of a language model: text files that people can read and edit, and `load`, which checks them."""
