"""Invented e-PPGBM exports with the traps of the real ones, and the answers an import of them must give.

options, places, names     what is asked for; puskesmas and posyandu; names and NIK that belong to nobody
children, growth, visits   who lives where, how they grow, when they are measured
draft, faults_*            rows as a file has them, and one function for each known fault
files, cells, writing      which row stands in which file, and how it is written there
expected                   the answers, counted from what the generator knows, without the importer
generate                   the whole
"""
