commune-ask = **Your commune**
    Type the name of the commune or ward (old names too), or send a pin.
commune-ask-typed = **Your commune**
    Type the name of the commune, ward or special zone; old names work too.
commune-now = You are receiving news for { $unit }.
commune-offer = **{ $unit }**
    Would you like news from the programme for this place?
    If you press “Subscribe” we keep only:
    • this chat's address, locked away
    • the commune, topics and language you choose, and the month
    • which messages were sent to you, for 90 days
    Leave at any time: /dung
commune-no-push = **{ $unit }**
    This chat does not remember who you are, so it cannot send you news later. We keep nothing.
    To be sent news about this place, find Pháo Đài on: { $where }.
commune-no-push-yet = **{ $unit }**
    This chat does not remember who you are, so it cannot send you news later. We keep nothing. Open this page again whenever you need it.
subscribe = Subscribe
subscribe-not = No thanks
subscribe-left = All right. We keep nothing.
subscribed = Done. You will get news for **{ $unit }**, between 7 in the morning and 9 in the evening. Only an urgent alert may come at another hour.
    Stop at any time: /dung

place-yes = Yes
place-other = Another one
place-unknown = I don't know
place-confirm = Is it **{ $unit }**?
place-several = Several places fit. Which one do you mean?
place-not-found = I could not find this place. Try another name, an old name, or send a pin.
place-not-found-typed = I could not find this place. Try another name, or an old name.
place-elsewhere = This place seems to be outside Quảng Trị province.
place-not-known = Place not known

settings = **Settings**
    News for: { $unit }
    Topics: { $topics }
settings-not-subscribed = **Settings**
    You are not subscribed, and we keep nothing about you.
settings-no-push = **Settings**
    This chat keeps nothing about you, so only the language can be chosen here.
settings-commune = Choose commune
settings-topics = Topics
settings-language = Language (Ngôn ngữ)
settings-stop = Stop news
settings-erase = Erase data
topics = **Topics you receive**
    Press to turn on or off.
topics-first = Topics are for subscribers. Please choose a commune and press “Subscribe” first.
topic-on = ✓ { $topic }
topic-off = ○ { $topic }
topic-lessons = Lessons
topic-alerts = Alerts
topic-family = Family advice
topic-movement = Movement
languages = Bạn muốn dùng tiếng nào? / Which language?
language-vi = Tiếng Việt
language-en = English
language-changed = I speak English from now on.

stop-ask = Do you want to stop receiving news?
stop-yes = Stop news
stop-no = Go on
stop-again = Subscribe again
stopped = Stopped. Nothing more will be sent to you, and your address has been deleted. In backups it is gone after 14 days at the latest.
stopped-nothing = You are not subscribed, so there is nothing to stop.
erase-ask = Erase everything we keep about this chat? Reports you sent are not part of it: they are not tied to you.
erase-yes = Erase all
erase-no = Keep it
erased = Erased. In backups the old data is gone after 14 days at the latest.
erased-nothing = There is nothing to erase: we keep nothing about this chat.
