/*
 * A counterpart of MCC's uldaq with the same binary interface, for what the product calls of it: three boards, known samples, and
 * a record of every call that the header does not allow.
 */
#include "bench.h"

typedef struct {
  char productName[64];
  unsigned int productId;
  int devInterface;
  char devString[64];
  char uniqueId[64];
  char reserved[512];
} DaqDeviceDescriptor;

typedef struct {
  unsigned long long currentScanCount;
  unsigned long long currentTotalCount;
  long long currentIndex;
  char reserved[64];
} TransferStatus;

typedef struct {
  const char *product, *serial;
  int hasInputs, differential, singleEnded, iepe;
  double lowest, highest, throughput;
} Board;

static const Board boards[] = {
    {"USB-1608FS-Plus", "01A2B3C4", 1, 0, 8, 0, 0.6, 100000, 400000},
    {"DT9837A", "02DEADBE", 1, 0, 4, 1, 195.3, 52734, 210936},
    {"USB-DIO24", "03C0FFEE", 0, 0, 0, 0, 0, 0, 0},
};
enum { board_count = 3, handle_base = 70 };

static struct {
  int created, connected, scanning;
  int low, high, room;
  double rate, started;
  double *data;
  unsigned long long before, filled;
  int failed;
} state[board_count];
static double epoch;

__attribute__((destructor)) static void at_the_end(void) {
  for (int i = 0; i < board_count; i++) {
    bench_expect(!state[i].scanning, "process ended with a scan running");
    bench_expect(!state[i].connected, "process ended with a board connected");
    bench_expect(!state[i].created, "process ended with a board not released");
  }
}

static int board_of(long long handle) {
  int index = (int)handle - handle_base;
  if (index < 0 || index >= board_count || !state[index].created) {
    bench_violation("call with a handle that is not open");
    return -1;
  }
  return index;
}

int ulGetInfoStr(int item, unsigned int index, char *text, unsigned int *length) {
  (void)index;
  if (item != 2000 || !text || !length || *length < 6) return 32;
  strcpy(text, "1.2.1");
  *length = 6;
  return 0;
}

int ulGetErrMsg(int code, char text[512]) {
  snprintf(text, 512, "%s", code == 7 ? "Device not connected or connection lost" : code == 18 ? "FIFO overrun" : "Error");
  return 0;
}

int ulGetDaqDeviceInventory(int interfaces, DaqDeviceDescriptor *found, unsigned int *count) {
  bench_expect(interfaces == 7, "inventory of some interfaces only");
  if (!found || !count) return 45;
  unsigned int offered = bench_unplugged() ? 0 : board_count;
  if (*count < offered) return 9;
  memset(found, 0, *count * sizeof *found);
  for (unsigned int i = 0; i < offered; i++) {
    strcpy(found[i].productName, boards[i].product);
    strcpy(found[i].uniqueId, boards[i].serial);
    strcpy(found[i].devString, boards[i].product);
    found[i].productId = 0xea + i;
    found[i].devInterface = 1;
    memset(found[i].reserved, 0xa5, sizeof found[i].reserved);
  }
  *count = offered;
  return 0;
}

long long ulCreateDaqDevice(DaqDeviceDescriptor descriptor) {
  for (int i = 0; i < board_count; i++) {
    if (strcmp(descriptor.uniqueId, boards[i].serial) != 0) continue;
    bench_expect(strcmp(descriptor.productName, boards[i].product) == 0, "descriptor changed: product");
    bench_expect(descriptor.productId == 0xeau + i && descriptor.devInterface == 1, "descriptor changed: numbers");
    for (unsigned k = 0; k < sizeof descriptor.reserved; k++)
      if ((unsigned char)descriptor.reserved[k] != 0xa5) {
        bench_violation("descriptor changed: reserved bytes");
        break;
      }
    bench_expect(!state[i].created, "board created twice");
    state[i].created = 1;
    return handle_base + i;
  }
  bench_violation("descriptor of no board");
  return 0;
}

int ulConnectDaqDevice(long long handle) {
  int i = board_of(handle);
  if (i < 0) return 2;
  bench_expect(!state[i].connected, "connected twice");
  if (bench_told("forbidden")) return 4;
  if (bench_told("busy")) return 5;
  if (bench_unplugged()) return 6;
  state[i].connected = 1;
  return 0;
}

int ulDisconnectDaqDevice(long long handle) {
  int i = board_of(handle);
  if (i < 0) return 2;
  bench_expect(state[i].connected, "disconnected without being connected");
  bench_expect(!state[i].scanning, "disconnected while a scan runs");
  bench_expect(bench_supply() == 0, "disconnected with the sensor supply on");
  state[i].connected = 0;
  return 0;
}

int ulReleaseDaqDevice(long long handle) {
  int i = board_of(handle);
  if (i < 0) return 2;
  bench_expect(!state[i].connected, "released while connected");
  state[i].created = 0;
  return 0;
}

int ulDevGetInfo(long long handle, int item, unsigned int index, long long *value) {
  int i = board_of(handle);
  (void)index;
  if (i < 0) return 2;
  if (item != 1 || !value) return 32;
  *value = boards[i].hasInputs;
  return 0;
}

int ulAIGetInfo(long long handle, int item, unsigned int index, long long *value) {
  static const long long ranges[] = {11, 5, 1005, 6}; /* ±1, ±10, 0..10, ±5 V */
  int i = board_of(handle);
  if (i < 0) return 2;
  if (!boards[i].hasInputs) return 3;
  switch (item) {
    case 3: *value = index == 1 ? boards[i].differential : index == 2 ? boards[i].singleEnded : 0; return 0;
    case 7: *value = 1; return 0;
    case 8: *value = boards[i].differential ? 4 : 0; return 0;
    case 9: *value = boards[i].singleEnded ? 4 : 0; return 0;
    case 10:
    case 11:
      if (index >= 4) return 45;
      *value = ranges[index];
      return 0;
    case 17: *value = boards[i].iepe; return 0;
    default: return 32;
  }
}

int ulAIGetInfoDbl(long long handle, int item, unsigned int index, double *value) {
  int i = board_of(handle);
  (void)index;
  if (i < 0) return 2;
  if (!boards[i].hasInputs) return 3;
  switch (item) {
    case 1000: *value = boards[i].lowest; return 0;
    case 1001: *value = boards[i].highest; return 0;
    case 1002: *value = boards[i].throughput; return 0;
    default: return 32;
  }
}

int ulAISetConfig(long long handle, int item, unsigned int channel, long long value) {
  int i = board_of(handle);
  if (i < 0) return 2;
  bench_expect(state[i].connected, "configured before it was connected");
  bench_expect(!state[i].scanning, "configured while a scan runs");
  if (bench_unplugged()) return 7;
  if (!boards[i].iepe) {
    bench_violation("sensor supply of a board without one");
    return 24;
  }
  bench_expect((int)channel < boards[i].singleEnded, "configured a channel that is not there");
  if (item == 8) {
    bench_expect(value == 1 || value == 2, "no mode of a sensor supply");
    bench_expect(value != 2 || bench_may_supply(), "sensor supply switched on unasked");
    unsigned bit = 1u << channel;
    bench_set_supply(value == 2 ? bench_supply() | bit : bench_supply() & ~bit);
    return 0;
  }
  if (item == 9) {
    bench_expect(value == 1 || value == 2, "no coupling");
    return 0;
  }
  return 31;
}

int ulAInScan(long long handle, int low, int high, int inputMode, int range, int samplesPerChannel, double *rate, int options,
              int flags, double data[]) {
  int i = board_of(handle);
  if (i < 0) return 2;
  bench_expect(state[i].connected, "scan before it was connected");
  if (state[i].scanning) {
    bench_violation("scan started while one runs");
    return 16;
  }
  bench_expect(low == 0 && high >= low && high < boards[i].singleEnded, "scan of channels that are not there");
  bench_expect(inputMode == 2, "input mode that the board does not have");
  bench_expect(range == 11 || range == 5 || range == 6, "range that the board does not have, or half of one");
  bench_expect(options == 8, "scan that is not continuous");
  bench_expect(flags == 0, "samples that are not volts");
  bench_expect(samplesPerChannel > 0 && rate && data, "scan without memory or rate");
  if (*rate < boards[i].lowest || *rate > boards[i].highest) return 22;
  *rate *= bench_number("coerce", 1);
  state[i].scanning = 1;
  state[i].failed = 0;
  state[i].low = low;
  state[i].high = high;
  state[i].room = samplesPerChannel;
  state[i].rate = *rate;
  state[i].data = data;
  state[i].filled = 0;
  double now = bench_seconds();
  if (epoch == 0) epoch = now;
  /* The board's own clock goes on while it does not scan: what was missed shows in the ramp. */
  state[i].started = now;
  state[i].before = (unsigned long long)((now - epoch) * *rate);
  return 0;
}

int ulAInScanStatus(long long handle, int *status, TransferStatus *progress) {
  int i = board_of(handle);
  if (i < 0) return 2;
  memset(progress, 0, sizeof *progress);
  *status = state[i].scanning && !state[i].failed;
  if (!state[i].scanning) {
    bench_violation("status without a scan");
    return 0;
  }
  if (bench_unplugged()) {
    *status = 0;
    return 7;
  }
  if (bench_once("overrun")) state[i].failed = 1;
  unsigned long long count = (unsigned long long)((bench_seconds() - state[i].started) * state[i].rate);
  if (state[i].failed) count = state[i].filled;
  int width = state[i].high - state[i].low + 1;
  unsigned long long first = state[i].filled;
  if (count > first + state[i].room) first = count - state[i].room;
  for (unsigned long long scan = first; scan < count; scan++)
    for (int channel = 0; channel < width; channel++)
      state[i].data[(scan % state[i].room) * width + channel] =
          bench_sample(state[i].before + scan, state[i].low + channel);
  state[i].filled = count;
  progress->currentScanCount = count;
  progress->currentTotalCount = count * width;
  progress->currentIndex = count == 0 ? -1 : (long long)((count - 1) % state[i].room) * width;
  *status = !state[i].failed;
  return state[i].failed ? 18 : 0;
}

int ulAInScanStop(long long handle) {
  int i = board_of(handle);
  if (i < 0) return 2;
  while (bench_told("stuck")) pause();
  state[i].scanning = 0;
  return 0;
}
