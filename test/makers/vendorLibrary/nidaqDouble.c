/*
 * A counterpart of NI-DAQmx with the same binary interface, for what the product calls of it: a chassis with a module that makes
 * divisions of its clock only and feeds IEPE sensors, a simulated device that does neither, known samples, and a record of every
 * call that the header does not allow.
 */
#include "bench.h"
#include <math.h>
#include <stdint.h>

typedef struct {
  const char *name, *product;
  uint32_t serial, simulated;
  int inputs;
  double lowest, highest, alone, range, current;
  int32_t couplings;
  double clock;
} Device;

static const Device devices[] = {
    {"cDAQ1", "cDAQ-9171", 0x1d00001, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {"cDAQ1Mod1", "NI 9234", 0x1d00ce2, 0, 4, 1652, 51200, 51200, 5, 0.002, 3, 51200},
    {"Dev1", "USB-6211", 0x14a11ce, 1, 16, 0.01, 250000, 250000, 10, 0, 2, 0},
};
enum { device_count = 3, task_count = 64, most_channels = 32 };

typedef struct {
  int used, configured, committed, running, failed;
  const Device *device;
  int channels, inputs[most_channels], source[most_channels], coupled;
  double current[most_channels];
  double rate, started;
  unsigned long long room, before, taken;
} Task;
static Task tasks[task_count];
static double epoch;
static char extended[512];

__attribute__((destructor)) static void at_the_end(void) {
  for (int i = 0; i < task_count; i++) bench_expect(!tasks[i].used, "process ended with a task that was not cleared");
  bench_expect(bench_supply() == 0, "process ended with the sensor supply on");
}

static int32_t fault(int32_t code, const char *text) {
  snprintf(extended, sizeof extended, "%s", text);
  return code;
}

static const Device *device_of(const char *name, size_t length) {
  for (int i = 0; i < device_count; i++)
    if (strlen(devices[i].name) == length && strncmp(devices[i].name, name, length) == 0) return &devices[i];
  return NULL;
}

static Task *task_of(void *task) {
  Task *found = (Task *)task;
  if (found >= tasks && found < tasks + task_count && found->used) return found;
  bench_violation("call with a task that is not open");
  return NULL;
}

static int32_t text(const char *from, char *data, uint32_t size) {
  if (size == 0) return (int32_t)strlen(from) + 1;
  if (strlen(from) + 1 > size) return fault(-200228, "Buffer is too small.");
  strcpy(data, from);
  return 0;
}

int32_t DAQmxGetSysNIDAQMajorVersion(uint32_t *data) { *data = 24; return 0; }
int32_t DAQmxGetSysNIDAQMinorVersion(uint32_t *data) { *data = 5; return 0; }

int32_t DAQmxGetSysDevNames(char *data, uint32_t size) {
  return text(bench_unplugged() ? "" : "cDAQ1, cDAQ1Mod1, Dev1", data, size);
}

#define DEVICE(name) \
  const Device *device = device_of(name, strlen(name)); \
  if (!device) return fault(-200220, "Device identifier is invalid.")

int32_t DAQmxGetDevProductType(const char *name, char *data, uint32_t size) {
  DEVICE(name);
  return text(device->product, data, size);
}

int32_t DAQmxGetDevSerialNum(const char *name, uint32_t *data) {
  DEVICE(name);
  *data = device->serial;
  return 0;
}

int32_t DAQmxGetDevIsSimulated(const char *name, uint32_t *data) {
  DEVICE(name);
  *data = device->simulated;
  return 0;
}

int32_t DAQmxGetDevAIPhysicalChans(const char *name, char *data, uint32_t size) {
  DEVICE(name);
  char list[1024] = "";
  for (int i = 0; i < device->inputs; i++)
    snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s/ai%d", i ? ", " : "", name, i);
  return text(list, data, size);
}

#define NUMBER(call, field)                            \
  int32_t call(const char *name, double *data) {       \
    DEVICE(name);                                      \
    if (device->inputs == 0) return fault(-200197, "Property is not supported."); \
    *data = device->field;                             \
    return 0;                                          \
  }
NUMBER(DAQmxGetDevAIMinRate, lowest)
NUMBER(DAQmxGetDevAIMaxMultiChanRate, highest)
NUMBER(DAQmxGetDevAIMaxSingleChanRate, alone)

int32_t DAQmxGetDevAIVoltageRngs(const char *name, double *data, uint32_t size) {
  DEVICE(name);
  if (device->inputs == 0) return fault(-200197, "Property is not supported.");
  if (size == 0) return 4;
  if (size < 4 || !data) return fault(-200228, "Buffer is too small.");
  data[0] = -device->range / 10;
  data[1] = device->range / 10;
  data[2] = -device->range;
  data[3] = device->range;
  return 0;
}

int32_t DAQmxGetDevAICurrentIntExcitDiscreteVals(const char *name, double *data, uint32_t size) {
  DEVICE(name);
  if (device->current == 0) return fault(-200197, "Property is not supported.");
  if (size == 0) return 2;
  if (size < 2 || !data) return fault(-200228, "Buffer is too small.");
  data[0] = 0;
  data[1] = device->current;
  return 0;
}

int32_t DAQmxGetDevAICouplings(const char *name, int32_t *data) {
  DEVICE(name);
  *data = device->couplings;
  return 0;
}

int32_t DAQmxCreateTask(const char *name, void **task) {
  bench_expect(name && name[0] == 0, "task with a name, which may be taken");
  for (int i = 0; i < task_count; i++)
    if (!tasks[i].used) {
      memset(&tasks[i], 0, sizeof tasks[i]);
      tasks[i].used = 1;
      *task = &tasks[i];
      return 0;
    }
  return fault(-50352, "Too many tasks.");
}

int32_t DAQmxCreateAIVoltageChan(void *handle, const char *channel, const char *name, int32_t terminal, double low,
                                 double high, int32_t units, const char *scale) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  bench_expect(!task->configured && !task->running, "channel added after the timing");
  bench_expect(units == 10348 && scale == NULL, "channel that is not in volts");
  bench_expect(name && name[0] == 0, "channel with a name");
  bench_expect(terminal == -1 || terminal == 10106 || terminal == 12529 || terminal == 10083, "no terminal");
  const char *at = channel;
  while (*at) {
    while (*at == ' ' || *at == ',') at++;
    const char *slash = strchr(at, '/');
    const Device *device = slash ? device_of(at, (size_t)(slash - at)) : NULL;
    int input = -1, length = 0;
    if (!device || sscanf(slash, "/ai%d%n", &input, &length) != 1 || input >= device->inputs)
      return fault(-200170, "Physical channel does not exist.");
    bench_expect(!task->device || task->device == device, "task over two devices");
    if (low < -device->range || high > device->range || low >= high)
      return fault(-200077, "Requested value is not supported: range.");
    bench_expect(task->channels < most_channels, "too many channels");
    task->device = device;
    task->source[task->channels] = 10230;
    task->inputs[task->channels++] = input;
    at = slash + length;
  }
  return 0;
}

static int channel_of(Task *task, const char *channel) {
  int input = -1;
  const char *slash = strchr(channel, '/');
  if (slash) sscanf(slash, "/ai%d", &input);
  for (int i = 0; i < task->channels; i++)
    if (task->inputs[i] == input) return i;
  bench_violation("property of a channel that is not in the task");
  return -1;
}

int32_t DAQmxSetAIExcitSrc(void *handle, const char *channel, int32_t source) {
  Task *task = task_of(handle);
  int at = task ? channel_of(task, channel) : -1;
  if (at < 0) return -200088;
  if (task->device->current == 0) {
    bench_violation("sensor supply of a device without one");
    return fault(-200452, "Property is not supported.");
  }
  bench_expect(source == 10200 || source == 10230, "no source of a sensor supply");
  bench_expect(source != 10200 || bench_may_supply(), "sensor supply switched on unasked");
  task->source[at] = source;
  return 0;
}

int32_t DAQmxSetAIExcitVal(void *handle, const char *channel, double ampere) {
  Task *task = task_of(handle);
  int at = task ? channel_of(task, channel) : -1;
  if (at < 0) return -200088;
  bench_expect(ampere == task->device->current, "current that the device does not offer");
  task->current[at] = ampere;
  return 0;
}

int32_t DAQmxSetAICoupling(void *handle, const char *channel, int32_t coupling) {
  Task *task = task_of(handle);
  int at = task ? channel_of(task, channel) : -1;
  if (at < 0) return -200088;
  bench_expect(coupling == 10045, "coupling other than AC");
  bench_expect(task->source[at] == 10200, "AC coupling without a sensor supply");
  bench_expect(task->device->couplings & 1, "coupling that the device does not have");
  return 0;
}

int32_t DAQmxCfgSampClkTiming(void *handle, const char *source, double rate, int32_t edge, int32_t mode, uint64_t samples) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  bench_expect(task->channels > 0, "timing before the channels");
  bench_expect(source && source[0] == 0, "clock from outside");
  bench_expect(edge == 10280 && mode == 10123, "timing that is not continuous");
  bench_expect(samples > 0, "no buffer");
  task->rate = rate;
  task->room = samples;
  task->configured = 1;
  return 0;
}

static int32_t made_rate(Task *task, double *rate) {
  const Device *device = task->device;
  /* Without a converter a channel, the rate of several is their sum. */
  double highest = task->channels > 1 && device->clock == 0 ? device->highest / task->channels : device->alone;
  if (task->rate < device->lowest || task->rate > highest) return fault(-200077, "Requested value is not supported: rate.");
  /* As the real one: the next higher rate that the clock can be divided to. */
  double made = device->clock > 0 ? device->clock / floor(device->clock / task->rate + 1e-9) : task->rate;
  *rate = made * bench_number("coerce", 1);
  return 0;
}

int32_t DAQmxGetSampClkRate(void *handle, double *rate) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  bench_expect(task->configured, "rate before the timing");
  return made_rate(task, rate);
}

static int32_t commit(Task *task) {
  if (bench_unplugged()) return fault(-201003, "Device cannot be accessed.");
  if (bench_told("busy")) return fault(-50103, "The specified resource is reserved.");
  double rate;
  if (task->configured) {
    int32_t code = made_rate(task, &rate);
    if (code < 0) return code;
  }
  if (task->device && task->device->current > 0) {
    unsigned on = bench_supply();
    for (int i = 0; i < task->channels; i++) {
      unsigned bit = 1u << task->inputs[i];
      if (task->source[i] == 10200) bench_expect(task->current[i] > 0, "sensor supply without a current");
      on = task->source[i] == 10200 ? on | bit : on & ~bit;
    }
    bench_set_supply(on);
  }
  task->committed = 1;
  return 0;
}

int32_t DAQmxTaskControl(void *handle, int32_t action) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  bench_expect(action == 2 || action == 3, "other action of a task");
  return action == 3 ? commit(task) : 0;
}

int32_t DAQmxStartTask(void *handle) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  bench_expect(task->configured, "started without timing");
  bench_expect(!task->running, "started twice");
  int32_t code = commit(task);
  if (code < 0) return code;
  made_rate(task, &task->rate);
  double now = bench_seconds();
  if (epoch == 0) epoch = now;
  /* The device's own clock goes on while it does not acquire: what was missed shows in the ramp. */
  task->started = now;
  task->before = (unsigned long long)((now - epoch) * task->rate);
  task->taken = 0;
  task->failed = 0;
  task->running = 1;
  return 0;
}

int32_t DAQmxStopTask(void *handle) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  while (bench_told("stuck")) pause();
  task->running = 0;
  return task->failed ? fault(-200279, "Samples were overwritten.") : 0;
}

int32_t DAQmxClearTask(void *handle) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  /* The device stays as it is: this is why the product has to switch the supply off by itself. */
  task->used = 0;
  return 0;
}

int32_t DAQmxReadAnalogF64(void *handle, int32_t samples, double timeout, uint32_t fill, double target[], uint32_t size,
                           int32_t *read, uint32_t *reserved) {
  Task *task = task_of(handle);
  if (!task) return -200088;
  *read = 0;
  bench_expect(task->running, "read from a task that does not run");
  bench_expect(samples == -1 && timeout == 0, "read that may wait");
  bench_expect(fill == 1, "read channel by channel");
  bench_expect(reserved == NULL && target && size >= (uint32_t)task->channels, "read without memory");
  if (bench_unplugged()) return fault(-201003, "Device cannot be accessed.");
  if (bench_once("overrun")) task->failed = 1;
  unsigned long long count = (unsigned long long)((bench_seconds() - task->started) * task->rate);
  if (count - task->taken > task->room) task->failed = 1;
  if (task->failed) return fault(-200279, "The application is not able to keep up with the hardware acquisition.");
  unsigned long long scans = count - task->taken;
  if (scans > size / (uint32_t)task->channels) scans = size / (uint32_t)task->channels;
  for (unsigned long long i = 0; i < scans; i++)
    for (int channel = 0; channel < task->channels; channel++)
      target[i * (unsigned)task->channels + (unsigned)channel] =
          bench_sample(task->before + task->taken + i, task->inputs[channel]);
  task->taken += scans;
  *read = (int32_t)scans;
  return 0;
}

int32_t DAQmxGetExtendedErrorInfo(char *data, uint32_t size) { return text(extended, data, size); }

int32_t DAQmxGetErrorString(int32_t code, char *data, uint32_t size) {
  (void)code;
  return text("Error.", data, size);
}
