"""Writes the bad submissions of SubmissionVectorsTest, and the table of what must come of each.

    python3 make_vectors.py        (needs no package; writes vectors/ and vectors.txt beside itself; deflated bytes depend on zlib)

A line of the table: file | key | code | the case. The key is the array that is lost (another one, ha, is then read), or *
where the whole file is. The code is that of the reason, or "reads" and the type where the array must be read, or "marks"
and the outcome where it is marked, as an answer to comparator/case.npz.
"""

import bz2
import lzma
import struct
import zlib
from pathlib import Path

here = Path(__file__).parent
folder = here / "vectors"
table = []


def write(file, content):
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def row(file, content, key, code, case):
    write(file, content)
    table.append(f"{file} | {key} | {code} | {case}\n")


# ---------------------------------------------------------------- npy

ONE_TWO = struct.pack("<2d", 1, 2)


def npy(descr="'<f8'", shape="(2,)", data=ONE_TWO, fortran="False", header=None, version=1, length=None):
    text = header if header is not None else f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}"
    text = text.encode("latin-1") + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(text) if length is None else length)
    return b"\x93NUMPY" + bytes([version, 0]) + size + text + data


HA = npy()


# ---------------------------------------------------------------- zip

class Entry:
    def __init__(self, name, content, method=0, **changes):
        self.name = self.local_name = name if isinstance(name, bytes) else name.encode()
        self.content = content
        self.method = self.local_method = method
        self.flags = 0
        self.attributes = 0
        self.offset = None
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.data = deflate.compress(content) + deflate.flush() if method == 8 else content
        self.crc = zlib.crc32(content)
        self.size = len(content)
        for field, value in changes.items():
            setattr(self, field, value)


def zip_of(*entries, gap=b"", end_shift=0, count=None, backwards=False):
    out, directory = b"", b""
    for e in entries:
        offset = len(out) if e.offset is None else e.offset
        packed = len(e.data)
        out += struct.pack("<IHHHIIIIHH", 0x04034B50, 20, e.flags, e.local_method, 0x00210000, e.crc, packed, e.size,
                           len(e.local_name), 0) + e.local_name + e.data
        header = struct.pack("<IHHHHIIIIHHHHHII", 0x02014B50, 0x0314, 20, e.flags, e.method, 0x00210000, e.crc,
                             packed, e.size, len(e.name), 0, 0, 0, 0, e.attributes, offset) + e.name
        directory = header + directory if backwards else directory + header
    out += gap
    n = len(entries) if count is None else count
    return out + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n, n, len(directory), len(out) + end_shift, 0)


GOOD = Entry("ha.npy", HA)


def bad_array(file, case, code, content):
    row(f"npy/{file}.npz", zip_of(GOOD, Entry("hs.npy", content)), "hs", code, case)


def bad_entry(file, case, code, entry, key="hs"):
    row(f"npz/{file}.npz", zip_of(GOOD, entry), key, code, case)


def bad_zip(file, case, code, content):
    row(f"npz/{file}.npz", content, "*", code, case)


bad_array("magic", "bad magic", "npy.magic", b"\x94" + HA[1:])
bad_array("version", "bad version", "npy.version", HA[:6] + b"\x04" + HA[7:])
bad_array("header-beyond-file", "header length beyond the file", "npy.header-truncated", npy(length=5000))
bad_array("header-over-10000", "header length > 10,000", "npy.header-too-long", npy(version=2, length=10_001))
bad_array("header-4-gib", "header length of 4 GiB", "npy.header-too-long", npy(version=2, length=0xFFFFFFFE))
bad_array("shape-negative", "shape negative", "npy.shape", npy(shape="(-2,)"))
bad_array("shape-true", "shape True", "npy.shape", npy(shape="(True,)"))
bad_array("shape-2-63", "shape 2^63", "npy.shape", npy(shape="(9223372036854775808,)"))
bad_array("shape-overflow", "shape product overflow", "npy.shape-overflow", npy(shape="(2147483647, 2147483647, 2147483647)"))
bad_array("shape-wraps", "shape product 0 modulo 2^32", "npy.truncated", npy(shape="(65536, 65536)", data=b""))
header = "{'descr':'<f8','fortran_order':False,'shape':(65536,65536)}".ljust(69)
bad_array("80-bytes-32-gib", "80-byte file declaring 32 GiB", "npy.truncated", npy(header=header, data=b""))
assert len(npy(header=header, data=b"")) == 80
write("npy/80-bytes-32-gib/ha.npy", HA)
write("npy/80-bytes-32-gib/hs.npy", npy(header=header, data=b""))
table.append("npy/80-bytes-32-gib | hs | npy.truncated | 80-byte file declaring 32 GiB, in a folder\n")
bad_array("object", "|O", "npy.object-dtype", npy(descr="'|O'", shape="()", data=b"\x80\x04K\x01."))
bad_array("pickle", "pickle bytes", "npy.magic", b"\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01e.")
bad_array("structured", "structured dtype", "npy.structured-dtype", npy(descr="[('a', '<f8')]"))
bad_array("subarray", "subarray dtype", "npy.structured-dtype", npy(descr="('<f8', (2,))", shape="()"))
bad_array("big-endian", "big-endian (convert)", "reads float64", npy(descr="'>f8'", data=struct.pack(">2d", 1, 2)))
bad_array("fortran", "fortran_order (convert)", "reads float64", npy(fortran="True"))
bad_array("f4", "f4 (widen and say so)", "reads float32", npy(descr="'<f4'", data=struct.pack("<2f", 1, 2)))
bad_array("f2", "f2 (widen and say so)", "reads float16", npy(descr="'<f2'", data=struct.pack("<2e", 1, 2)))
bad_array("i8", "i8 (widen and say so)", "reads int64", npy(descr="'<i8'", data=struct.pack("<2q", 1, 2)))
bad_array("i8-inexact", "i8 that no double equals", "npy.integer-not-exact",
          npy(descr="'<i8'", data=struct.pack("<2q", 1, 2**53 + 1)))
bad_array("complex", "complex (refuse)", "npy.complex-dtype", npy(descr="'<c16'", data=ONE_TWO, shape="()"))
bad_array("duplicate-header-key", "duplicate header keys", "npy.duplicate-key",
          npy(header="{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'shape': (2,), }"))
bad_array("trailing", "trailing bytes", "npy.trailing-bytes", HA + b"\0")
bad_array("truncated", "truncated", "npy.truncated", HA[:-1])
bad_array("nested-parentheses", "nested header ((((", "npy.header-syntax", npy(header="(" * 9000))
bad_array("nested-shape", "nested shape ((((", "npy.header-syntax", npy(shape="(" * 9000))
bad_array("bfloat16", "bfloat16", "npy.dtype", npy(descr="'|V2'", data=ONE_TWO[:4]))
bad_array("longdouble", "longdouble", "npy.dtype", npy(descr="'<f16'", data=ONE_TWO * 2))
bad_array("lfs", "a git-lfs pointer", "npy.magic", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
bad_array("scalar", "0-d", "reads float64 ()", npy(shape="()", data=ONE_TWO[:8]))
bad_array("one", "versus (1,)", "reads float64 (1,)", npy(shape="(1,)", data=ONE_TWO[:8]))
bad_array("empty", "an array without elements", "array.empty", npy(shape="(0, 3)", data=b""))

# ---------------------------------------------------------------- npz

row("npz/duplicate.npz", zip_of(GOOD, Entry("hs.npy", HA), Entry("hs.npy", npy(data=ONE_TWO[::-1]))), "hs",
    "npz.duplicate-name", "duplicate zip names")
bad_entry("names-differ", "central and local names differ", "npz.local-header-differs", Entry("hs.npy", HA, local_name=b"oa.npy"))
bad_entry("crc-stored", "bad CRC, STORED", "crc.mismatch", Entry("hs.npy", HA, data=HA[:-1] + b"\x41"))
bad_entry("crc-deflated", "bad CRC, deflated", "crc.mismatch", Entry("hs.npy", HA, method=8, crc=1))
bad_entry("size-stored", "lying size, STORED", "npz.size-mismatch", Entry("hs.npy", HA, size=len(HA) + 8))
bad_entry("size-larger", "lying size, deflated, declares more", "npz.size-mismatch", Entry("hs.npy", HA, method=8, size=len(HA) + 8))
bad_entry("size-smaller", "lying size, deflated, declares less", "npz.size-mismatch", Entry("hs.npy", HA, method=8, size=len(HA) - 8))
bad_entry("size-4-gib", "lying size, STORED, declares 4 GiB", "npz.size-mismatch", Entry("hs.npy", HA, size=0xFFFFFFFE))
BOMB = npy(shape=f"({3 << 20},)", data=bytes(24 << 20))
bad_zip("bomb", "zip bomb", "deflate.bomb", zip_of(GOOD, Entry("hs.npy", BOMB, method=8)))
bad_zip("bomb-4-gib", "zip bomb that declares 4 GiB", "deflate.bomb", zip_of(GOOD, Entry("hs.npy", HA, method=8, size=0xFFFFFFFE)))
bad_entry("bomb-declares-little", "zip bomb that declares little", "npz.size-mismatch", Entry("hs.npy", BOMB, method=8, size=len(HA)))
twice = Entry("hs.npy", HA, offset=0)
bad_zip("overlap", "overlapping entries", "npz.overlap", zip_of(GOOD, twice))
bad_zip("overlap-inside", "an entry inside another", "npz.overlap", zip_of(GOOD, Entry("hs.npy", HA, offset=40)))
bad_zip("gap", "bytes of no entry", "npz.unclaimed-bytes", zip_of(GOOD, gap=b"hidden"))
bad_entry("zip-in-zip", "zip in zip", "npy.magic", Entry("hs.npy", zip_of(GOOD)))
row("npz/zip-in-zip-named.npz", zip_of(GOOD, Entry("inner.npz", zip_of(GOOD))), "ha", "reads float64 unknown inner.npz",
    "zip in zip, named as one")
bad_zip("65-entries", "more than 64 entries", "npz.too-many-entries", zip_of(*[Entry(f"a{i}.npy", HA) for i in range(65)]))
bad_zip("declares-65535", "declares 65535 entries", "npz.too-many-entries", zip_of(GOOD, count=65535))
for file, name, shown in [("parent", "../hs.npy", "../hs.npy"), ("nul", "hs\0.npy", "hs\\u0000.npy"),
                          ("windows-parent", "..\\hs.npy", "..\\hs.npy"), ("drive", "C:hs.npy", "C:hs.npy"),
                          ("line-break", "h\ns.npy", "h\\u000As.npy"), ("escape", "\x1b[31mhs.npy", "\\u001B[31mhs.npy"),
                          ("html", "<script>alert(1)<.npy", "<script>alert(1)<")]:
    row(f"npz/name-{file}.npz", zip_of(GOOD, Entry(name, HA)), "ha", f"reads float64 unknown {shown}", f"name: {file}")
bad_zip("name-not-utf8", "name: not UTF-8", "npz.entry-name", zip_of(GOOD, Entry(b"h\xff.npy", HA, flags=1 << 11)))
bad_entry("symlink", "symlink", "npz.not-a-regular-file", Entry("hs.npy", b"/etc/passwd", attributes=0o120777 << 16))
bad_entry("folder", "folder entry", "npz.not-a-regular-file", Entry("hs.npy", HA, attributes=0o040755 << 16))
row("npz/case-colliding.npz", zip_of(GOOD, Entry("HA.npy", npy(data=ONE_TWO[::-1])), Entry("X.npy", HA), Entry("x.npy", HA)), "ha",
    "reads float64 unknown HA unknown X unknown x", "case-colliding names are different arrays")
bad_entry("encrypted", "encrypted", "npz.encrypted", Entry("hs.npy", HA, flags=1))
bad_entry("method", "unknown method", "npz.method", Entry("hs.npy", HA, method=93, local_method=93))
bad_entry("flags", "unknown flag", "npz.flags", Entry("hs.npy", HA, flags=1 << 5))
bad_zip("truncated", "truncated", "npz.end-record", zip_of(GOOD)[:-5])
row("npz/trailing.npz", zip_of(GOOD) + b"\0", "ha", "reads float64", "a byte behind the archive")
row("npz/comment.npz", zip_of(GOOD)[:-2] + b"\x05\0hello", "ha", "reads float64", "a comment")
bad_zip("comment-cut", "a comment cut short", "npz.end-record", zip_of(GOOD)[:-2] + b"\x06\0hello")
bad_zip("two-archives", "an archive behind another", "npz.end-record", zip_of(GOOD) + zip_of(Entry("hs.npy", HA)))
row("npz/duplicate-same.npz", zip_of(GOOD, Entry("hs.npy", HA), Entry("hs.npy", HA)), "hs", "reads float64", "the same twice")
row("npz/macos.npz", zip_of(*[Entry(f"{folder}{name}.npy", HA) for name in ["ha", "hs"] + [f"q2/a{i}" for i in range(40)]
                              for folder in ["", "__MACOSX/._"] if not (folder and "/" in name)],
                            *[Entry(f"__MACOSX/q2/._a{i}.npy", b"\0\5\x16\7") for i in range(40)]),
    "hs", "reads float64" + "".join(f" unknown q2/a{i}" for i in range(40)), "macOS has doubled 42 entries")
for file, name in [("absolute", "/hs.npy"), ("in-folder", "q2/hs.npy"), ("in-folders", "hw3/q2/hs.npy"), ("suffix-twice", "hs.npy.npy")]:
    row(f"npz/name-{file}.npz", zip_of(GOOD, Entry(name, HA)), "hs", "reads float64", f"name: {file}")
row("npz/name-in-two-folders.npz", zip_of(GOOD, Entry("a/hs.npy", HA), Entry("b/hs.npy", npy(data=ONE_TWO[::-1]))), "hs",
    "npz.duplicate-name", "two folders have the key, with different arrays")
row("npz/name-plain-and-in-folder.npz", zip_of(GOOD, Entry("old/ha.npy", npy(data=ONE_TWO[::-1]))), "ha",
    "reads float64 unknown old/ha", "the key itself counts before one in a folder")
bad_zip("lfs", "a git-lfs pointer", "npz.end-record", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
bad_zip("html", "an HTML page", "npz.end-record", b"<!DOCTYPE html>\n<html><title>Sign in</title></html>\n" * 3)
bad_zip("empty", "an empty file", "npz.end-record", b"")
bad_zip("not-a-zip", "an npy with the name of an npz", "npz.end-record", HA)
row("npz/unknown-keys.npz", zip_of(GOOD, Entry("grad_w1.npy", HA), Entry("X.npy", HA)), "ha",
    "reads float64 unknown grad_w1 unknown X", "unknown keys are reported")


def lzma_entry(name, content, **changes):
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1}])
    props = lzma._encode_filter_properties({"id": lzma.FILTER_LZMA1})
    data = struct.pack("<BBH", 9, 4, len(props)) + props + packer.compress(content) + packer.flush()
    return Entry(name, content, **{"method": 14, "local_method": 14, "flags": 2, "data": data, **changes})


row("npz/lzma.npz", zip_of(GOOD, lzma_entry("hs.npy", HA)), "hs", "reads float64", "LZMA")
bad_entry("lzma-crc", "bad CRC, LZMA", "crc.mismatch", lzma_entry("hs.npy", HA, crc=1))
bad_entry("lzma-size", "lying size, LZMA", "npz.size-mismatch", lzma_entry("hs.npy", HA, size=len(HA) - 8))
bad_entry("lzma-damaged", "damaged LZMA", "deflate.corrupt", lzma_entry("hs.npy", HA, data=b"\x09\x04\x05\0" + b"\x5d" * 90))
bad_entry("lzma-cut", "LZMA cut short", "deflate.corrupt", lzma_entry("hs.npy", HA, data=lzma_entry("x", HA).data[:40]))



def bzip2_entry(name, content, **changes):
    return Entry(name, content, **{"method": 12, "local_method": 12, "data": bz2.compress(content), **changes})


row("npz/bzip2.npz", zip_of(GOOD, bzip2_entry("hs.npy", HA)), "hs", "reads float64", "bzip2")
bad_entry("bzip2-crc", "bad CRC, bzip2", "crc.mismatch", bzip2_entry("hs.npy", HA, crc=1))
bad_entry("bzip2-size", "lying size, bzip2", "npz.size-mismatch", bzip2_entry("hs.npy", HA, size=len(HA) - 8))
bad_entry("bzip2-more", "more behind the data, bzip2", "npz.size-mismatch", bzip2_entry("hs.npy", HA, data=bz2.compress(HA) + b"more"))
bad_entry("bzip2-damaged", "damaged bzip2", "deflate.corrupt", bzip2_entry("hs.npy", HA, data=bz2.compress(HA)[:20] + b"\x5d" * 90))
bad_entry("bzip2-cut", "bzip2 cut short", "deflate.corrupt", bzip2_entry("hs.npy", HA, data=bz2.compress(HA)[:-9]))
row("npz/backwards.npz", zip_of(GOOD, Entry("hs.npy", HA), backwards=True), "hs", "reads float64", "a directory in another order than the data")
row("npz/many-the-same.npz", zip_of(*[Entry(f"{name}.npy", HA) for name in ["ha", "hs"] for _ in range(40)]), "hs", "reads float64",
    "more than 64 entries, since each is there often")

# ---------------------------------------------------------------- zipped folders

CASE = zip_of(*[Entry(f"{key}.npy", HA) for key in ["X", "y", "W1", "b1", "W2", "b2"]])
BOTH = zip_of(GOOD, Entry("hs.npy", HA))
OTHER = zip_of(GOOD, Entry("hs.npy", npy(data=ONE_TWO[::-1])))
PICKLE = npy(descr="'|O'", shape="()", data=b"\x80\x04K\x01.")


def zipped(file, case, *entries, key="hs", code="reads float64"):
    row(f"zip/{file}.zip", zip_of(*[Entry(name, content) for name, content in entries]), key, code, case)


zipped("folder", "a folder with the answers", ("hw3/answers.npz", BOTH))
zipped("folder-of-npy", "a folder of .npy files", ("hw3/ha.npy", HA), ("hw3/hs.npy", HA), ("hw3/homework.py", b"import numpy"))
zipped("npy-twice", "a folder of .npy.npy", ("hw3/ha.npy.npy", HA), ("hw3/hs.npy.npy", HA))
zipped("with-case", "the answers, the case, and what an editor leaves", ("hw3/answers.npz", BOTH), ("hw3/case.npz", CASE),
       ("hw3/package.json", b'{"name": "hw3", "version": 1}'), ("hw3/hw3.ipynb", b'{"cells": []}'), ("hw3/homework.py", b"import numpy"))
zipped("two-the-same", "the answers twice", ("hw3/answers.npz", BOTH), ("hw3/answers (1).npz", BOTH))
zipped("two-that-differ", "two answers that differ", ("hw3/answers.npz", BOTH), ("hw3/answers (1).npz", OTHER), key="*", code="file.ambiguous")
zipped("npz-and-json", "the same as .npz and .json", ("hw3/answers.npz", BOTH), ("hw3/answers.json", b'{"ha": [1, 2], "hs": [1, 2]}'))
zipped("one-broken", "one of two cannot be read", ("hw3/answers.npz", BOTH), ("hw3/backup.npz", b"PK"))
zipped("macos", "made by macOS", ("hw3/answers.npz", BOTH), ("__MACOSX/hw3/._answers.npz", b"\0\5\x16\7"), ("hw3/.DS_Store", b"\0"))
zipped("pickled-dictionary", "np.savez(path, dictionary)", ("ha.npy", HA), ("arr_0.npy", PICKLE), key="ha", code="reads float64 unknown arr_0")
zipped("nothing", "no answers at all", ("hw3/case.npz", CASE), ("hw3/arr.npz", b"PK"), key="*", code="npz.end-record")
zipped("other-files", "nothing that may be answers", ("hw3/hw3.mat", b"MATLAB"), ("hw3/report.pdf", b"%PDF-1.4"), key="*", code="file.missing")
row("zip/no-files.zip", zip_of(), "*", "file.missing", "an archive of nothing")
zipped("zip-in-zip", "a zipped folder, zipped", ("hw3.zip", zip_of(Entry("hw3/answers.npz", BOTH))))
zipped("umlaut-unmarked", "a name that is not marked as UTF-8", ("L\u00f6sung/answers.npz", BOTH))

# ---------------------------------------------------------------- folders

for name, content in [("answers.npz", BOTH), ("case.npz", CASE), ("package.json", b"[1]"), ("notes.txt", b"")]:
    write(f"folder/with-case/hw3/{name}", content)
table.append("folder/with-case | hs | reads float64 | the answers a folder down, with the case\n")
for name in ["ha", "hs"]:
    write(f"folder/npy-twice/{name}.npy.npy", HA)
table.append("folder/npy-twice | hs | reads float64 | a folder of .npy.npy\n")
for name, content in [("answers.npz", BOTH), ("answers (1).npz", OTHER)]:
    write(f"folder/differ/{name}", content)
table.append("folder/differ | * | file.ambiguous | two answers that differ\n")

# ---------------------------------------------------------------- JSON


def json_item(file, case, code, value):
    value = value if isinstance(value, bytes) else value.encode()
    row(f"json/{file}.json", b'{"ha": [1, 2], "hs": ' + value + b', "oa": [[1e-3], [2]]}', "hs", code, case)


def json_file(file, case, code, content):
    row(f"json/{file}.json", content if isinstance(content, bytes) else content.encode(), "*", code, case)


json_file("depth-33", "depth > 32", "json.limit", '{"ha": ' + "[" * 32 + "1" + "]" * 32 + "}")
json_item("depth-31-arrays", "depth 32 is read", "reads float64 (" + ", ".join("1" * 31) + ")", "[" * 31 + "1" + "]" * 31)
json_file("depth-10000", "depth 10,000", "json.limit", '{"other": ' + "[" * 10_000)
json_item("duplicate", "duplicate keys", "json.duplicate-key", '[1, 2], "hs": [1, 3]')
json_item("nan", "NaN", "json.not-finite", "[1, NaN]")
json_item("infinity", "Infinity", "json.not-finite", "[1, -Infinity]")
json_item("1e400", "1e400", "json.not-finite", "[1, 1e400]")
json_item("ragged", "ragged arrays", "json.ragged", "[[1, 2], [3]]")
json_item("ragged-depth", "a number beside an array", "json.ragged", "[[1, 2], 3]")
json_item("ragged-deeper", "an array beside a number", "json.ragged", "[1, [2]]")
json_item("empty-array", "empty array", "array.empty", "[]")
json_item("empty-inner", "empty inner array", "array.empty", "[[], []]")
json_item("string", "a string for a number", "json.no-number", '["1"]')
json_item("null", "null for a number", "json.no-number", "[1, null]")
json_item("object", "an object for an array", "json.no-number", '{"a": {"b": [1]}}')
json_item("true", "true for a number", "json.no-number", "true")
json_item("scalar", "0-d", "reads float64 ()", "1.5")
json_item("integers", "integers are numbers", "reads float64 (2,)", "[1, 2]")
json_item("lone-surrogate-value", "lone surrogate in a string", "json.no-number", r'["\ud800"]')
row("json/lone-surrogate-key.json", rb'{"ha": [1, 2], "\ud800": 1}', "ha", "reads float64 unknown \\uD800", "lone surrogate in a key")
json_file("surrogate-bytes", "lone surrogate as bytes", "json.encoding", b'{"ha": [1, 2], "\xed\xa0\x80": 1}')
json_file("bom", "BOM", "json.encoding", b'\xef\xbb\xbf{"ha": [1, 2]}')
json_file("utf16", "UTF-16", "json.encoding", '{"ha": [1, 2]}'.encode("utf-16"))
json_file("utf16-bare", "UTF-16 without BOM", "json.syntax", '{"ha": [1, 2]}'.encode("utf-16-le"))
json_file("invalid-utf8", "invalid UTF-8", "json.encoding", b'{"ha": [1, 2], "h\xff": 1}')
json_file("trailing", "trailing content", "json.trailing", '{"ha": [1, 2]} {"hs": [1]}')
json_file("trailing-garbage", "trailing garbage", "json.trailing", '{"ha": [1, 2]} garbage')
json_item("giant-string", "giant string", "json.no-number", '"' + "x" * 20_000 + '"')
json_file("giant-key", "giant key", "json.limit", '{"ha": [1, 2], "' + "x" * 20_000 + '": 1}')
json_file("giant-number", "giant number", "json.limit", '{"ha": [' + "1" * 20_000 + "]}")
json_file("truncated", "truncated", "json.syntax", '{"ha": [1, 2')
json_file("array", "no object", "json.no-object", "[1, 2]")
json_file("empty", "an empty file", "json.no-object", "")
json_file("comment", "a comment", "json.syntax", '{"ha": [1, 2] /* two */}')
json_file("65-keys", "more than 64 keys", "json.too-many-keys", "{" + ", ".join(f'"a{i}": 1' for i in range(65)) + "}")
row("json/unknown-keys.json", b'{"ha": [1, 2], "HA": [[1], 2], "<b>": {"b": 3}, "c": 4}', "ha",
    "reads float64 unknown HA unknown <b>/b unknown c", "unknown keys are reported")
row("json/in-objects.json", b'{"q2": {"ha": [1, 2], "hs": [1, 2]}, "q3": {}, "oa": [[1e-3], [2]]}', "hs", "reads float64", "keys in objects")
row("json/in-two-objects.json", b'{"ha": [1, 2], "a": {"hs": [1, 2]}, "b": {"hs": [2, 1]}, "oa": [[1e-3], [2]]}', "hs", "npz.duplicate-name",
    "two objects have the key, with different arrays")
row("json/in-objects-too-deep.json", b'{"ha": [1, 2], "a": {"b": {"hs": [1, 2]}}}', "ha", "reads float64 unknown a/b", "keys too deep in objects")

# ---------------------------------------------------------------- Comparator: the case by hand, all numbers exact


def array(values, *shape, dtype="d"):
    text = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
    data = struct.pack(f"<{len(values)}{dtype}", *values)
    return npy(descr={"d": "'<f8'", "q": "'<i8'"}[dtype], shape=text, data=data)


def arrays(**content):
    return zip_of(*[Entry(f"{key}.npy", value) for key, value in content.items()])


TINY = 5e-324
write("comparator/case.npz", arrays(
    t=array([-1.5, 0, TINY], 3), x=array([1, -2, TINY], 3), v=array([1, 0, 0], 3),
    X=array([1, 2, 3, 4, 5, 6], 2, 3), y=array([1, 2], 2, dtype="q"), W1=array([1, 0, 2, 0, 1, -1], 2, 3),
    b1=array([1, 2], 2), W2=array([1, 2, 3, 4, 5, 6], 3, 2), b2=array([1, 2, 3], 3)))


def marked(file, case, key, outcome, content):
    row(f"comparator/{file}.npz", arrays(**{key: content}), key, f"marks {outcome}", case)


NAN, INFINITY = float("nan"), float("inf")
marked("right", "right", "q1g", "agree", array([2, -4, 2 * TINY], 3))
marked("nan", "NaN where finite is expected", "q1g", "not finite", array([2, -4, NAN], 3))
marked("all-nan", "nothing but NaN", "q1g", "not finite", array([NAN] * 3, 3))
marked("infinity", "infinity where finite is expected", "q1g", "not finite", array([2, -INFINITY, 0], 3))
marked("empty", "an empty array", "q1g", "unreadable", array([], 0))
marked("broadcast-scalar", "a shape that would broadcast: ()", "q1f", "wrong shape", array([1]))
marked("broadcast-one", "a shape that would broadcast: (1,)", "q1f", "wrong shape", array([1], 1))
marked("broadcast-row", "a shape that would broadcast: (1, 3)", "q1g", "wrong shape", array([2, -4, 0], 1, 3))
marked("broadcast-column", "a shape that would broadcast: (3, 1)", "q1g", "wrong shape", array([2, -4, 0], 3, 1))
marked("huge", "bounds come from the reference alone, never from these", "q1g", "disagree", array([1e300, -4, 0], 3))
marked("off-by-1e-12", "an error of 1e-12", "q1g", "disagree", array([2 + 1e-12, -4, 0], 3))
marked("negative-zero", "-0.0 by value", "q1f", "agree", array([-1, -0.0, 1], 3))
marked("subnormal", "a subnormal is not 0: its sign is 1", "q1f", "disagree", array([-1, 0, 0], 3))
marked("right-ha", "right", "ha", "agree", array([8, 1, 17, 1], 2, 2))
marked("transposed", "transposed, with a hint", "ha", "disagree", array([8, 17, 1, 1], 2, 2))
marked("permuted", "permuted, with a hint", "ha", "disagree", array([1, 8, 1, 17], 2, 2))
marked("int64", "whole numbers as int64", "ha", "agree", array([8, 1, 17, 1], 2, 2, dtype="q"))

(here / "vectors.txt").write_text("".join(table), encoding="utf-8", newline="\n")
