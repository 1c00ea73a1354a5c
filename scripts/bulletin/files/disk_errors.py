"""What a failing disk means and what to do, for whoever writes files: importer, build, publishing.

The system's own words are English and name a call; an editor needs the folder and the next step.
"""

from __future__ import annotations

import errno
import re
import shutil

from bulletin.model import BulletinError

_FAULTS = {
    errno.ENOSPC: ("磁盘满了", "清出空间后重新运行"),
    errno.EDQUOT: ("磁盘配额用完了", "清出空间后重新运行"),
    errno.EFBIG: ("磁盘放不下", "清出空间后重新运行"),
    errno.EACCES: ("没有权限", "用有权限的账户运行，或改文件夹的权限；文件开着时先关闭它"),
    errno.EPERM: ("没有权限", "用有权限的账户运行，或改文件夹的权限；文件开着时先关闭它"),
    errno.EROFS: ("文件夹是只读的", "换一个可以写入的文件夹"),
    errno.ENOENT: ("没有这个文件或文件夹", "检查路径，写对后重新运行"),
    errno.ENOTDIR: ("路径里有一段不是文件夹", "检查路径，写对后重新运行"),
    errno.EISDIR: ("是文件夹，不是文件", "写出文件的路径"),
    errno.EIO: ("磁盘读写出错", "检查磁盘，换一处存放后重新运行"),
}
_OTHER = "检查文件夹和磁盘后重新运行"


def refusal(error: OSError, place: object = "", standing: str = "") -> BulletinError:
    """The system's error in words; `standing` says what has stayed as it was."""
    error = _first(error)
    found, action = _FAULTS.get(error.errno or 0, (error.strerror or str(error), _OTHER))
    return BulletinError(
        "disk",
        str(error.filename or place or "磁盘"),
        f"{found}；{standing}" if standing else found,
        "可以读写、空间足够的文件夹",
        action,
    )


def _first(error: OSError) -> OSError:
    """Copying a folder collects its errors as text: the first of them, as an error again."""
    if not isinstance(error, shutil.Error) or not isinstance(error.args[0], list):
        return error
    _, target, why = error.args[0][0]
    number = re.match(r"\[Errno (\d+)\] ([^:]*)", str(why))
    return OSError(int(number[1]), number[2], target) if number else OSError(f"{target}：{why}")
