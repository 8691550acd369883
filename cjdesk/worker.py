"""Files from outside are opened in a process of its own, which may die without harming anything.

`call` is the parent's side, `serve` the child's. The child gets a request as JSON on its standard input and gives one
JSON answer through a channel that no library can print into. Dead, silent, slow, garbled and greedy children are
ordinary outcomes: each raises `UserProblem` with its own sentence.

Memory and processor limits need POSIX. On Windows only the clock and the size of the answer are watched.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, NoReturn

from cjdesk.errors import Cancelled, UserProblem

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cjdesk.progress import Task

#: What the child can be asked to do: name -> "module:function"; the function takes and gives a JSON-able dict.
JOBS: dict[str, str] = {
    "read-return": "cjdesk.returns.read.job:run",
    "read-plan": "cjdesk.plans.importing.job:read_plan",
}

MEGABYTE = 1 << 20
FILE_LIMIT = 25 * MEGABYTE
ANSWER_LIMIT = 160 * MEGABYTE
NOISE_LIMIT = 16 * MEGABYTE

_SAFE = "Nothing in the plan has changed."
_AGAIN = "Open the file in the program it was made with, save it as a new file, and try that one."
_SMALLER = "Ask for a copy without pictures or other sheets, or copy the table itself and paste it."
_POLL_S = 0.05


# --- the parent's side ---------------------------------------------------------------------------------------------


def take_in(path: Path, most: int = FILE_LIMIT, smaller: str = _SMALLER) -> bytes:
    """The bytes of a file from outside, read once.

    Raises `UserProblem` with code "cannot-open" where it cannot be read, and "too-large" above ``most`` bytes, with the
    advice ``smaller``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UserProblem(
            f"“{path.name}” could not be opened ({error.strerror or 'it cannot be read'}).",
            "Nothing has changed.",
            "Check that the file is there, that it has finished downloading, and that no other program holds it.",
            code="cannot-open",
        ) from error
    if len(data) > most:
        raise UserProblem(
            f"“{path.name}” is larger than {most // MEGABYTE} MB, so it was not opened.",
            _SAFE,
            smaller,
            code="too-large",
        )
    return data


@contextmanager
def private_copy(data: bytes) -> Iterator[Path]:
    """The bytes as a file that only this user can reach; gone at the end of the block."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="cjdesk-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "received")
        path.write_bytes(data)
        yield path


def call(job: str, request: dict[str, Any], *, timeout_s: float, memory_bytes: int, task: Task) -> dict[str, Any]:
    """Have a job of `JOBS` done in a worker process and give its answer.

    Raises `Cancelled`, or `UserProblem` with one of the codes "worker-timeout", "worker-memory", "worker-killed",
    "worker-crashed", "worker-silent", "worker-garbled", "worker-too-much".
    """
    if job not in JOBS:
        raise KeyError(job)
    return ask(_command(job), request, timeout_s=timeout_s, memory_bytes=memory_bytes, task=task)


def ask(
    command: Sequence[str], request: dict[str, Any], *, timeout_s: float, memory_bytes: int, task: Task
) -> dict[str, Any]:
    """As `call`, for a command line that ends in `serve`."""
    import tempfile

    asked = {"request": request, "limits": {"seconds": timeout_s, "bytes": memory_bytes}}
    with tempfile.TemporaryFile() as noise:
        process = _start(command, noise)
        exchange = _Exchange(process, json.dumps(asked).encode("ascii"))
        try:
            exchange.wait(timeout_s, task)
            message = _message(exchange.answer)  # before the child is seen off: it leaves meanwhile
        finally:
            status = _end(process, exchange)
    return _judge(message, status, job=command[-1])


def _command(job: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", job]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is slow to load
    return [sys.executable, "-E", "-s", "-X", "utf8", os.path.join(root, "main.py"), "--worker", job]  # noqa: PTH118


def _start(command: Sequence[str], noise: IO[bytes]) -> subprocess.Popen[bytes]:
    import subprocess

    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            bufsize=0,
            start_new_session=os.name == "posix",
            creationflags=no_window,
        )
    except OSError as error:
        raise UserProblem(
            f"The file could not be read: its reader could not be started ({error.strerror}).",
            _SAFE,
            "Close other programs and try again. If it stays so, install CJ Desk again.",
            code="worker-crashed",
        ) from error


class _Exchange:
    """Sends the request and gathers the answer in a thread, so that the clock and the person can end it."""

    def __init__(self, process: subprocess.Popen[bytes], message: bytes) -> None:
        import threading

        self.answer = bytearray()
        self.too_much = False
        self._process = process
        self._message = message
        self.thread = threading.Thread(target=self._run, name="worker-answer", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(OSError):  # the child may be gone before it listens: its silence is judged later
            self._process.stdin.write(self._message)
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(OSError, ValueError):
            while chunk := self._process.stdout.read(MEGABYTE):
                self.answer += chunk
                if len(self.answer) > ANSWER_LIMIT:
                    self.too_much = True
                    return

    def wait(self, timeout_s: float, task: Task) -> None:
        """Wait for the answer; raises at the end of the time, on cancelling, and when the answer is too large."""
        import time

        end = time.monotonic() + timeout_s
        while self.thread.is_alive():
            if task.cancelled():
                raise Cancelled("reading a file")
            left = end - time.monotonic()
            if left <= 0:
                raise _too_slow()
            self.thread.join(min(_POLL_S, left))
        if self.too_much:
            raise UserProblem(
                "The file holds far more than a return or a plan can hold, so reading it was stopped.",
                _SAFE,
                "Ask for a copy with only the table in it, or copy the table and paste it.",
                code="worker-too-much",
            )


def _end(process: subprocess.Popen[bytes], exchange: _Exchange) -> int:
    """See the child and all it started ended, and give its exit status.

    Where it has closed its channel it is leaving by itself and gets a moment for that.
    """
    import subprocess

    if not exchange.thread.is_alive() and not exchange.too_much:
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
    _kill(process)
    status = process.wait()
    exchange.thread.join(5)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None and not exchange.thread.is_alive():
            pipe.close()
    return status


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):  # the group is gone already
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def no_collecting() -> Iterator[None]:
    """For making very many small objects, none of them rubbish: looking through them would cost half the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _message(answer: bytearray) -> object:
    """What came back, or None for silence. Raises the sentence for what is no JSON."""
    try:
        with no_collecting():
            return json.loads(answer) if answer else None
    except (ValueError, RecursionError) as error:
        raise _garbled() from error


def _judge(message: object, status: int, *, job: str) -> dict[str, Any]:
    """Turn what came back into the job's answer, or into the sentence for what went wrong."""
    if message is None:
        raise _dead(status, job)
    if isinstance(message, dict) and isinstance(message.get("answer"), dict):
        return dict(message["answer"])
    if isinstance(message, dict) and "failed" in message:
        raise _failed(str(message["failed"]), message.get("where"), job)
    raise _garbled()


def _dead(status: int, job: str) -> UserProblem:
    if sys.platform != "win32" and status == -signal.SIGXCPU:
        return _too_slow()
    if sys.platform != "win32" and status == -signal.SIGALRM:
        return _too_slow()
    if sys.platform != "win32" and status == -signal.SIGKILL:
        return UserProblem(
            "The file could not be read: its reader was ended from outside, as happens when memory runs out.",
            _SAFE,
            "Close other programs and try again.",
            code="worker-killed",
        )
    if status == 0:
        return UserProblem(
            "The file could not be read: its reader ended without an answer.", _SAFE, _AGAIN, code="worker-silent"
        )
    return _failed(f"exit status {status}", None, job)


def _too_slow() -> UserProblem:
    return UserProblem(
        "The file could not be read: it took too long and was stopped.", _SAFE, _AGAIN, code="worker-timeout"
    )


def _garbled() -> UserProblem:
    return UserProblem(
        "The file could not be read: its reader gave an answer that makes no sense.",
        _SAFE,
        _AGAIN,
        code="worker-garbled",
    )


def _failed(kind: str, where: object, job: str) -> UserProblem:
    """The sentence for a reader that failed, and a log line with the place but no text of the file."""
    import logging

    if kind == "MemoryError":
        return UserProblem(
            "The file could not be read: unpacked it needs more memory than a return or a plan ever does.",
            _SAFE,
            "Ask for a copy with only the table in it, or copy the table and paste it.",
            code="worker-memory",
        )
    logging.getLogger(__name__).error("worker %s failed: %s at %s", job, kind, where)
    return UserProblem(
        "The file could not be read: something in it stopped its reader.", _SAFE, _AGAIN, code="worker-crashed"
    )


# --- the child's side ----------------------------------------------------------------------------------------------


def serve(job: str) -> NoReturn:
    """Do one job and leave the process. `main.py` comes here before it imports anything else."""
    gc.disable()  # a short life: what is rubbish goes with the process
    channel = _answer_channel()
    message = json.loads(sys.stdin.buffer.read())
    _limit(message["limits"]["seconds"], message["limits"]["bytes"])
    _report_failures(channel)
    sys.addaudithook(_refuse_doors)
    module, _, name = JOBS[job].partition(":")
    answer = getattr(importlib.import_module(module), name)(message["request"])
    _send(channel, {"answer": answer})
    os._exit(0)  # nothing to save, and taking apart a million cells would only cost time


def _answer_channel() -> int:
    """Keep the way to the parent for the answer alone; whatever prints from now on goes to the noise."""
    channel = os.dup(1)
    os.dup2(2, 1)
    return channel


def _send(channel: int, message: dict[str, Any]) -> None:
    with os.fdopen(channel, "wb") as out:
        out.write(json.dumps(message, separators=(",", ":"), check_circular=False).encode("ascii"))


def _report_failures(channel: int) -> None:
    """Tell the parent the kind and place of an exception that nobody caught, also of one from Rust."""

    def report(kind: type[BaseException], _error: BaseException, trace: Any) -> None:
        where = []
        while trace is not None:
            where.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")  # noqa: PTH119
            trace = trace.tb_next
        _send(channel, {"failed": kind.__name__, "where": where[-6:]})

    sys.excepthook = report


def _limit(seconds: float, memory_bytes: int) -> None:
    """Bound this process where the system can; the parent watches the clock in any case."""
    if sys.platform == "win32":
        return
    import resource

    whole = max(1, int(seconds) + 1)
    for what, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, whole, whole + 2),  # the softer one ends it by a signal that can be told from others
        (resource.RLIMIT_FSIZE, NOISE_LIMIT, NOISE_LIMIT),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(OSError, ValueError):  # a system that knows the limit by name only
            resource.setrlimit(what, (soft, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(whole + 5)  # should the parent be gone


_DOORS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile"})


def _refuse_doors(event: str, _arguments: tuple[Any, ...]) -> None:
    """Reading a file needs no network and no other program: whatever in it asks for one is stopped."""
    if event in _DOORS or event.startswith("socket."):
        raise PermissionError(event)
