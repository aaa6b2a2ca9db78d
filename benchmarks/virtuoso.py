"""Virtuoso 7, from the Debian package virtuoso-opensource, in a folder of its own and on loopback."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from string import Template

from benchmarks.servers import Server, ServerError, free_port

_CONFIGURATION = Template(Path(__file__).with_name("virtuoso.ini.template").read_text(encoding="utf-8"))


class Virtuoso(Server):
    """Virtuoso; a query without FROM sees all graphs at once."""

    name, label = "virtuoso", "Virtuoso 7"
    _sql_port = 0

    @property
    def is_loaded(self) -> bool:
        """Whether it has been loaded to the end."""
        return (self.folder / "loaded").exists()

    def load(self) -> float:
        """Load with the bulk loader.

        Raises:
            ServerError: it refused the dataset.
        """
        self.emptied()
        try:
            self.start()
            started = time.monotonic()
            self._sql(f"ld_dir('{self.dataset.build}', '{self.dataset.quads.name}', 'urn:default');")
            self._sql("rdf_loader_run();")
            self._sql("checkpoint;")
            passed = time.monotonic() - started
            if "dataset.nq" in self._sql("select ll_file from DB.DBA.load_list where ll_error is not null;"):
                raise ServerError("Virtuoso could not load the dataset")
        finally:
            self.stop()
        (self.folder / "loaded").touch()
        return passed

    def command(self) -> list[str]:
        """See :class:`Server`; writes the configuration first."""
        self._sql_port = free_port()
        configuration = self.folder / "virtuoso.ini"
        text = _CONFIGURATION.substitute(
            folder=self.folder,
            sql_port=self._sql_port,
            port=self.port,
            data=self.dataset.build,
            seconds=max(1, round(self.limit_seconds)),
        )
        configuration.write_text(text, encoding="utf-8")
        return ["/usr/bin/virtuoso-t", "+configfile", str(configuration), "+foreground"]

    def _sql(self, statement: str) -> str:
        finished = subprocess.run(  # noqa: S603 - the statements are ours
            ["/usr/bin/isql-vt", f"127.0.0.1:{self._sql_port}", "dba", "dba", f"EXEC={statement}"],
            check=True,
            capture_output=True,
            text=True,
        )
        return finished.stdout
