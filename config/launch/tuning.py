"""PostgreSQL's settings for one machine that also runs the product."""

import os

MB = 1024 * 1024
SAFE = {
    "max_connections": "100",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "wal_level": "minimal",  # no replica hangs on it, and loading a million people writes less
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",  # pages ask short questions: compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2s",
    # Nothing about a person in the log: no failing statements, no parameters, no rows quoted in details.
    "log_parameter_max_length": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def settings(*, throwaway: bool) -> dict[str, str]:
    """Every setting by name, in the words of postgresql.conf."""
    memory = _memory()
    least = 256 * MB if memory >= 2048 * MB else 128 * MB
    buffers = min(max(memory // 8, least), 1024 * MB)
    sized = {
        "shared_buffers": f"{buffers // MB}MB",
        "effective_cache_size": f"{max(memory // 2, 256 * MB) // MB}MB",
    }
    if _small_shared_memory():
        sized["dynamic_shared_memory_type"] = "mmap"
    return SAFE | sized | (THROWAWAY if throwaway else {})


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 4096 * MB


def _small_shared_memory() -> bool:
    """Containers often give /dev/shm 64 MB, too little for a parallel query."""
    try:
        found = os.statvfs("/dev/shm")  # noqa: S108 - asked about, not written to
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < 512 * MB
