/* Hands records of a program to the telemetry service of this machine. See telemetry(3).

   Link with -ltelemetry (pkg-config libtelemetry). Every call may be made from any thread; one telem_ref is used by
   one thread at a time. Nothing is printed, and the program is never ended. */
#ifndef TELEMETRY_H
#define TELEMETRY_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct telem_record;

/* A record; what it holds is the library's. */
struct telem_ref {
  struct telem_record *record;
};

/* Takes the socket from this configuration file, and has the service use it for the records sent from now on: an
   absolute path of an existing regular file. 0; -EINVAL or the negative errno of stat(2), and nothing changed. */
int tm_set_config_file(const char *c_file);

/* Makes a record: severity 1 to 4 (others are brought into this range), a classification "most/to/least specific"
   (two slashes, 122 bytes at most, 40 bytes a part at most), and a number of the caller's for the form of its payload.
   0; -EINVAL: no classification; -ENOMEM; -1: /proc/cpuinfo cannot be read. On failure *t_ref is NULL. */
int tm_create_record(struct telem_ref **t_ref, uint32_t severity, char *classification, uint32_t payload_version);

/* Replaces the record's random id: 32 digits of 0123456789abcdef. 0; -1: something else, and nothing changed. */
int tm_set_event_id(struct telem_ref *t_ref, char *event_id);

/* Copies the payload, at most its first 8192 bytes: printable ASCII and white space. 0; -EINVAL: NULL or other bytes;
   -ENOMEM. On failure the record keeps what it had; a record without a payload has an empty one. */
int tm_set_payload(struct telem_ref *t_ref, char *payload);

/* Hands the record to the service, which gives no answer: 0 says that it was written, not that it will be delivered.
   -ECONNREFUSED: nobody opted in, or nobody listens; -EAGAIN: the service did not take it within a second; -EINVAL:
   no record, or a configuration file that cannot be understood; -EMSGSIZE; -ENOMEM; the negative errno of socket(2),
   connect(2) or send(2). The record can be sent again. */
int tm_send_record(struct telem_ref *t_ref);

/* 1 when the administrator opted in, else 0. */
int tm_is_opted_in(void);

/* Gives the record back; NULL is allowed. */
void tm_free_record(struct telem_ref *t_ref);

#ifdef __cplusplus
}
#endif

#endif
