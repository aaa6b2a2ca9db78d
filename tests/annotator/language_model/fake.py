"""A server on loopback that answers like a language model, well or badly."""

import contextlib
import json
import threading

from servers.threaded import QuietHandler, threaded_server


class FakeModel:
    """What the server answers, request after request; the last answer is given again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        """Each a text, or a function from the request to one, or a function that is given the handler."""
        self.asked = []
        """The JSON of each request."""
        self.headers = []
        self.released = threading.Event()
        """Set at the end of the test, for answers that hang."""
        self.address = ""

    def next_answer(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Raw:
    """An answer that is sent as it is, with a status and headers of its own."""

    def __init__(self, body=b"", status=200, **headers):
        self.body, self.status = body, status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


HANG = object()
"""An answer that never comes."""
DRIP = object()
"""An answer that comes byte by byte, without end."""


def completion(text, **more):
    """The envelope of a chat completion."""
    message = {"role": "assistant", "content": text, **more.pop("message", {})}
    return json.dumps(
        {"choices": [{"index": 0, "message": message, "finish_reason": "stop", **more}]}
    ).encode()


@contextlib.contextmanager
def serving(model):
    """Answer at `model.address`, the part of the address up to the version."""

    class Handler(QuietHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.asked.append(json.loads(body))
            model.headers.append(dict(self.headers))
            answer = model.next_answer() if self.path == "/v1/chat/completions" else Raw(status=404)
            if callable(answer):
                answer = answer(model.asked[-1])
            with contextlib.suppress(OSError):
                self.give(answer)

        def give(self, answer):
            if answer is HANG:
                model.released.wait(60)
                return
            found = (
                answer
                if isinstance(answer, Raw)
                else Raw(answer if isinstance(answer, bytes) else completion(answer))
            )
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            if found.body is DRIP:
                self.end_headers()
                while not model.released.wait(0.02):
                    self.wfile.write(b" ")
                return
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

    with threaded_server(Handler, model.released) as base:
        model.address = f"{base}/v1"
        yield model
