"""Code corpora of any size: read as a stream, coded part by part, written as Parquet, on one machine or a Dask cluster.

``corpora`` reads articles one by one; ``process`` codes them in a process of its own, so that an article that breaks the
coder breaks nothing else; ``parts`` turns some hundred articles into files; ``run`` writes them, resumes after a kill and
refuses to mix settings; ``cluster`` spreads parts over workers. A part depends on nothing but its articles and the
settings, so any number of workers gives the same files.
"""
