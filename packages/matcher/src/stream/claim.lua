-- Claims the oldest entry that a consumer has held too long, one at a time, to be processed by itself. Its delivery count,
-- less the first delivery, in a batch, and less this one, is how often it was lost with its replica: a killed replica's
-- other entries stay uncounted, and so does what a replica has outlived that is only slow or was cut off.
-- KEYS[1] segments
-- ARGV[1] group, ARGV[2] consumer, ARGV[3] how long it must have been held (ms)
-- ARGV[4] how many entries this consumer is processing: above 0 it does not claim its own
-- ARGV[5] the newest format it reads: what is left to those that read newer ones stays theirs (`left-entries.ts`)
-- ARGV[6] when each replica was last seen (ms), by its name, as JSON
-- ARGV[7] how long after it took an entry a replica must have been seen (ms) that has outlived it
-- Returns {entry id, fields, deliveries}, or nil.
-- @include clock
-- @include refuse-moved
local segments = KEYS[1]
local group, consumer, idleMs, inHand, newest = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local seenMs, outlivedMs = cjson.decode(ARGV[6]), tonumber(ARGV[7])
local nowMs = readClock()
local MOST = inHand + 1

local function isOurs(holder)
  local format = string.match(holder, '^format%-(%d+)$')
  if format then return tonumber(format) <= newest end
  return inHand == 0 or holder ~= consumer
end

local from = '-'
while true do
  local pending = redis.call('XPENDING', segments, group, 'IDLE', idleMs, from, '+', MOST)
  for _, one in ipairs(pending) do
    local entryId, holder, heldMs, deliveries = one[1], one[2], one[3], one[4]
    if isOurs(holder) then
      local isOutlived = (seenMs[holder] or 0) >= nowMs - heldMs + outlivedMs
      local counted = isOutlived and math.max(deliveries, 2) or deliveries + 1
      local entry = redis.call('XCLAIM', segments, group, consumer, idleMs, entryId, 'RETRYCOUNT', counted)[1]
      if entry then return { entry[1], entry[2], counted } end
    end
    from = '(' .. entryId
  end
  if #pending < MOST then return false end
  MOST = 1000 -- all of these are passed over: look behind them
end
