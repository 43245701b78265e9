"""The texts of the code and their catalogues: what is marked, what still has to be, and what it says in English."""
