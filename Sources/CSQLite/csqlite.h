#ifndef TELEMETRY_CSQLITE_H
#define TELEMETRY_CSQLITE_H

#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast Swift cannot import: SQLite copies the bytes before these return. */
static inline int cs_bind_text(sqlite3_stmt *s, int i, const char *text, int length) {
  return sqlite3_bind_text(s, i, text, length, SQLITE_TRANSIENT);
}
static inline int cs_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int length) {
  return length == 0 ? sqlite3_bind_zeroblob(s, i, 0) : sqlite3_bind_blob(s, i, bytes, length, SQLITE_TRANSIENT);
}
/* The bytes stay the caller's: they must be there until the statement is reset. */
static inline int cs_borrow_text(sqlite3_stmt *s, int i, const unsigned char *text, int length) {
  return sqlite3_bind_text(s, i, text ? (const char *)text : "", length, SQLITE_STATIC);
}
static inline int cs_borrow_blob(sqlite3_stmt *s, int i, const void *bytes, int length) {
  return length == 0 ? sqlite3_bind_zeroblob(s, i, 0) : sqlite3_bind_blob(s, i, bytes, length, SQLITE_STATIC);
}

#endif
