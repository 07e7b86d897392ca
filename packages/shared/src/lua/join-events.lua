-- Joins events to those known of an interaction, each a line of JSON. Of more than 64 the first look that did nothing goes, or
-- else the first.
local function joinEvents(known, new)
  local events = known and known ~= '' and known .. '\n' .. new or new
  local _, breaks = string.gsub(events, '\n', '')
  for _ = 64, breaks do
    local looked, past = string.find(events, '%[[%d%.]+,"looked"[^\n]*\n')
    if looked then
      events = string.sub(events, 1, looked - 1) .. string.sub(events, past + 1)
    else
      events = string.gsub(events, '^[^\n]*\n', '')
    end
  end
  return events
end
