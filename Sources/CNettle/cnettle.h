#ifndef TELEMETRY_CNETTLE_H
#define TELEMETRY_CNETTLE_H
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha2.h>
#endif
