"""The command `firstnn`: the learner's copy, the homework edition, who solved what. Standard library and Jupyter only."""
