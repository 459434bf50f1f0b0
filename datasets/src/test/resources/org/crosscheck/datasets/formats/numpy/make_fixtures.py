"""Writes the fixtures of NumpyFixturesTest with NumPy: python3 make_fixtures.py FOLDER (made with NumPy 2.4.6)."""

import sys
import zipfile
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
grid = np.arange(24).reshape(2, 3, 4)
arrays = {
    "float64": grid / 8 - 1,
    "float32": (grid / 8 - 1).astype("<f4"),
    "float16": (grid / 8 - 1).astype("<f2"),
    "big_float64": (grid / 8 - 1).astype(">f8"),
    "big_int32": (grid - 5).astype(">i4"),
    "int64": grid - 5,
    "int32": (grid - 5).astype("<i4"),
    "int16": (grid - 5).astype("<i2"),
    "int8": (grid - 5).astype("i1"),
    # Multiples of 2^11: above 2^63 no other integer is a double.
    "uint64": grid.astype("<u8") * np.uint64(2**11) + np.uint64(2**63),
    "uint32": grid.astype("<u4") + np.uint32(2**31),
    "uint16": grid.astype("<u2") + np.uint16(2**15),
    "uint8": grid.astype("u1") + np.uint8(200),
    "bool": grid % 3 == 0,
    "fortran": np.asfortranarray(grid / 8 - 1),
    "fortran_matrix": np.asfortranarray(grid.reshape(4, 6) / 8 - 1),
    "scalar": np.array(2.5),
    "one": np.array([2.5]),
    "empty": np.zeros((0, 3)),
    "special": np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 1.7976931348623157e308]),
    "half_special": np.array([0x7C00, 0xFC00, 0x7E00, 0x8000, 0x0001, 0x03FF, 0x0400, 0x7BFF], "<u2").view("<f2"),
}
for name, array in arrays.items():
    np.save(folder / f"{name}.npy", array)
for version in (2, 3):
    with open(folder / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, grid / 8 - 1, version=(version, 0))
np.savez(folder / "stored.npz", **arrays)
np.savez_compressed(folder / "deflated.npz", **arrays)


class Pipe:
    """A stream that cannot seek, so that zipfile writes data descriptors."""

    def __init__(self, file):
        self.file = file

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        self.file.flush()


with open(folder / "streamed.npz", "wb") as file:
    with zipfile.ZipFile(Pipe(file), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("float64", "scalar"):
            with archive.open(f"{name}.npy", "w", force_zip64=name == "scalar") as entry:
                np.lib.format.write_array(entry, arrays[name])
