/*
 * What both counterparts of vendor libraries share: a folder (AUSCULT_TEST_BENCH) by which a test tells what happens to the
 * hardware, and in which it finds what the product did wrong.
 *
 *   violations      one line for every call the real library's header does not allow, or that a sensor would suffer from
 *   supply          channels whose sensor supply is on: the hardware's own memory, which outlives processes
 *   unplugged, busy, forbidden, coerce, overrun, stuck   told by the test
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char *bench_path(const char *name) {
  static char path[4096];
  const char *folder = getenv("AUSCULT_TEST_BENCH");
  snprintf(path, sizeof path, "%s/%s", folder ? folder : ".", name);
  return path;
}

static int bench_told(const char *name) { return access(bench_path(name), F_OK) == 0; }

/* As bench_told, and it happens once. */
static int bench_once(const char *name) {
  return unlink(bench_path(name)) == 0;
}

static double bench_number(const char *name, double otherwise) {
  FILE *file = fopen(bench_path(name), "r");
  double value = otherwise;
  if (!file) return otherwise;
  if (fscanf(file, "%lf", &value) != 1) value = otherwise;
  fclose(file);
  return value;
}

static void bench_violation(const char *what) {
  FILE *file = fopen(bench_path("violations"), "a");
  if (!file) return;
  fprintf(file, "%s\n", what);
  fclose(file);
}

static void bench_expect(int holds, const char *what) {
  if (!holds) bench_violation(what);
}

/* Bit n: the sensor supply of channel n is on. */
static unsigned bench_supply(void) { return (unsigned)bench_number("supply", 0); }

static void bench_set_supply(unsigned channels) {
  FILE *file = fopen(bench_path("supply"), "w");
  if (!file) return;
  fprintf(file, "%u\n", channels);
  fclose(file);
}

/* A box without its cable has no power either. */
static int bench_unplugged(void) {
  if (!bench_told("unplugged")) return 0;
  bench_set_supply(0);
  return 1;
}

static double bench_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Volts of a scan: the channel, and a ramp that a 32-bit float holds exactly. */
static double bench_sample(unsigned long long scan, int channel) {
  return channel + (double)(scan & 0xffff) / 65536.0;
}

static int bench_may_supply(void) {
  const char *asked = getenv("AUSCULT_TEST_IEPE");
  return asked && strcmp(asked, "1") == 0;
}

#endif
