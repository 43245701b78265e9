"""The meeting on stunting: its agenda as data, ready-made ones, and where they are kept.

Words that have no exact English one: *rembuk* is the meeting that decides next year's priority villages (lokus), of a
kabupaten or a kecamatan; *minilok* (minilokakarya) is the working meeting of a kecamatan; *agenda* is the order of such
a meeting (susunan acara), and a step (langkah) of it is what the hall sees and hears at one moment.
"""
