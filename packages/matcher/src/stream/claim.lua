-- Claims the oldest entry that a consumer has held too long, one at a time, to be processed by itself. How often that
-- was tried is its delivery count less the first delivery, in a batch; a killed replica's other entries stay uncounted.
-- KEYS[1] segments
-- ARGV[1] group, ARGV[2] consumer, ARGV[3] how long it must have been held (ms)
-- ARGV[4] how many entries this consumer is processing: above 0 it does not claim its own
-- ARGV[5] the newest format it reads: what is left to those that read newer ones stays theirs (`left-entries.ts`)
-- Returns {entry id, fields, deliveries}, or nil.
-- @include refuse-moved
local segments = KEYS[1]
local group, consumer, idleMs, inHand, newest = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
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
    local entryId, holder, deliveries = one[1], one[2], one[4]
    if isOurs(holder) then
      local entry = redis.call('XCLAIM', segments, group, consumer, idleMs, entryId)[1]
      if entry then return { entry[1], entry[2], deliveries + 1 } end
    end
    from = '(' .. entryId
  end
  if #pending < MOST then return false end
  MOST = 1000 -- all of these are passed over: look behind them
end
