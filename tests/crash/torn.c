/* Cuts one write short and ends the program there. TORN=n:k means: of the n-th write to a journal or to the draft of a
   derived file only k bytes arrive, or with k < 0 all but that many. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ssize_t write(int file, const void *bytes, size_t length) {
    static int writes = 0;
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    char link[64], path[4096] = "";
    int nth = 0;
    long cut = 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    if (readlink(link, path, sizeof path - 1) < 0 || !getenv("TORN") || sscanf(getenv("TORN"), "%d:%ld", &nth, &cut) != 2)
        return real(file, bytes, length);
    if ((!strstr(path, "/journal.jsonl") && !strstr(path, "/.draft-")) || ++writes != nth)
        return real(file, bytes, length);
    if (cut < 0) cut += (long)length;
    if (cut > 0) real(file, bytes, cut < (long)length ? (size_t)cut : length);
    kill(getpid(), SIGKILL);
    return -1;
}
