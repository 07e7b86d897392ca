-- Ends an interaction and writes its outcome, in one step; does nothing if anything was heard of it meanwhile.
-- KEYS[1] interaction, KEYS[2] deadlines, KEYS[3] outbox, KEYS[4] outcomes
-- KEYS[5] outcome entries: hash, from an interaction to the ids of its entries in KEYS[4]
-- KEYS[6] what was said in it, KEYS[7] hash: what was said in ended interactions, by the id of their entry in KEYS[4]
-- ARGV[1] interaction id, ARGV[2] state revision and ARGV[3] endAt (ms, string) from which the outcome was computed
-- ARGV[4] "frame": final, leaves a stub: late speech is refused, and other begins anew | "silence": may resume | "forget": has not resumed
-- ARGV[5] outcome, JSON ("forget" writes none)
-- ARGV[6] up to when outcomes are no longer kept (ms, string), ARGV[7] how long a stub stays (s), ARGV[8] until when it may resume (ms, string)
-- ARGV[9] its state revision once it has ended: updates planned before no longer count
-- ARGV[10] when the end frame was heard (ms, string), or ""; ARGV[11] format of what is written
-- ARGV[12] what was said in it, to be archived with its outcome, or ""
-- ARGV[13] its field `heard` without a tail, or "" if it has none
-- ARGV[14] what supervisors are told: JSON of a list with the id and the JSON of each notice; ARGV[15] most notices that wait
-- ARGV[16...] the fields of the tail's pieces; KEYS[8] notices
-- Returns {1, or 0 if it had changed; how many notices that still wait were dropped for these}.
-- @include note-changes
-- @include is-archived
-- @include write-notices
-- @include trim-outcomes
-- @include refuse-moved
local interaction, deadlines, outbox, outcomes, outcomeEntries = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local speech, endedSpeech, notices = KEYS[6], KEYS[7], KEYS[8]
local id, stateRevision, endAt, mode, outcome = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local trimUntilMs, stubSeconds, resumeUntil, newStateRevision, endedAt, v = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11]
local said, heard, noticed, mostNotices, FIRST_PIECE = ARGV[12], ARGV[13], cjson.decode(ARGV[14]), ARGV[15], 16
local MOST_TRIMMED = 10 -- more than are written, and few enough to make this step short

local knownRevision, knownEndAt = unpack(redis.call('HMGET', interaction, 'rev', 'endAt'))
if knownRevision ~= stateRevision or knownEndAt ~= endAt then return { 0, 0 } end

noteChanges({ id })
local dropped = writeNotices(interaction, notices, noticed, v, mostNotices)
if mode ~= 'forget' then
  local revision = redis.call('HINCRBY', interaction, 'outcome', 1)
  local entryId = redis.call('XADD', outcomes, '*',
    'interactionId', id, 'revision', revision, 'final', mode == 'frame' and '1' or '0', 'outcome', outcome, 'v', v)
  local earlier = redis.call('HGET', outcomeEntries, id)
  redis.call('HSET', outcomeEntries, id, earlier and earlier .. ' ' .. entryId or entryId)
  if said ~= '' then redis.call('HSET', endedSpeech, entryId, said) end
  trimOutcomes(outcomes, outcomeEntries, endedSpeech, trimUntilMs, MOST_TRIMMED)
end
if mode == 'silence' then
  redis.call('HSET', interaction, 'closed', 'silence', 'rev', newStateRevision, 'looks', '', 'endAt', resumeUntil)
  redis.call('HDEL', interaction, 'tail', 'remindAt')
  if heard ~= '' then redis.call('HSET', interaction, 'heard', heard) end
  if #ARGV >= FIRST_PIECE then redis.call('HDEL', interaction, unpack(ARGV, FIRST_PIECE)) end
  redis.call('ZADD', deadlines, resumeUntil, id)
  redis.call('ZREM', outbox, id)
  return { 1, dropped }
end
-- look requests of it are none of an interaction that has its id later, and neither is its outcome
local lookRevision, reuse = redis.call('HINCRBY', interaction, 'look', 1), redis.call('HGET', interaction, 'reuse')
redis.call('DEL', interaction, speech)
redis.call('ZREM', deadlines, id)
redis.call('ZREM', outbox, id)
if mode == 'frame' then
  redis.call('HSET', interaction,
    'v', v, 'closed', 'frame', 'rev', newStateRevision, 'endedBefore', endedAt, 'look', lookRevision, 'reuse', reuse or '0')
  redis.call('EXPIRE', interaction, stubSeconds)
end
return { 1, dropped }
