-- What wrk sends: every request its own records, told apart by their event ids.
--
-- usage: wrk -s bench-collector.lua URL -- headers|batch RECORDS-PER-REQUEST SEED

local names = {
  { "Record-Format-Version", "4" }, { "Arch", "x86_64" }, { "Build", "41030" },
  { "Classification", "org.clearlinux/hello/world" }, { "Host-Type", "ACME Corp.|Server 9|1.0" },
  { "Kernel-Version", "6.1.0-37-amd64" }, { "Severity", "1" },
  { "Payload-Format-Version", "1" }, { "System-Name", "clear-linux-os" },
  { "Board-Name", "X11SPL-F|Supermicro" }, { "Bios-Version", "3.4" }, { "Cpu-Model", "Intel(R) Xeon(R) Silver 4210" },
}
local payload = ("the payload of a record, some lines of text\n"):rep(10)
local tid = "X-Telemetry-TID: 6907c830-eed9-4ce9-81ae-76daf8d88f0f\r\n"
local threads = 0
local before, middle, between, after, each, seed, is_batch
local count = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function single()
  local lines = { "POST /v2/collector HTTP/1.1\r\nHost: localhost\r\n", tid }
  for _, name in ipairs(names) do lines[#lines + 1] = name[1] .. ": " .. name[2] .. "\r\n" end
  before, middle, between = table.concat(lines) .. "Creation-Timestamp: ", "\r\nMachine-Id: ", "\r\nEvent-Id: "
  after = "\r\nContent-Type: text/plain\r\nContent-Length: " .. #payload .. "\r\n\r\n" .. payload
end

local function batch()
  local members = {}
  for _, name in ipairs(names) do
    members[#members + 1] = '"' .. name[1]:lower():gsub("-", "_") .. '":"' .. name[2] .. '"'
  end
  before = "{" .. table.concat(members, ",") .. ',"creation_timestamp":"'
  middle = '","machine_id":"'
  between = '","event_id":"'
  after = '","payload":"' .. payload:gsub("\n", "\\n") .. '"}\n'
end

function init(arguments)
  each, seed, is_batch = tonumber(arguments[2]), arguments[3], arguments[1] == "batch"
  if is_batch then batch() else single() end
end

-- A record of now and of one of a thousand machines, its id made of the run, the thread and a count.
local function record()
  count = count + 1
  return string.format(
    "%s%d%s%032x%s%s%08x%016x%s", before, os.time(), middle, count % 1000 * 7919, between, seed, number, count, after)
end

function request()
  if not is_batch then return record() end
  local lines = {}
  for line = 1, each do lines[line] = record() end
  local body = table.concat(lines)
  return "POST /v3/collector HTTP/1.1\r\nHost: localhost\r\n" .. tid
    .. "Content-Type: application/x-ndjson\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout
  print(string.format("result %d %d %d %d", summary.requests, summary.duration, latency:percentile(99), bad))
end
