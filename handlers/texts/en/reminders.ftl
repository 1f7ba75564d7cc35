reminders = **Family reminders**
    On Saturday mornings, from 8:30, you get a short reminder of the small things of the week. After four weeks it ends by itself.
    All we keep besides: how many are to come, and whether you had this week's.
reminders-start = Remind me every week
reminders-stop = No more reminders
reminders-on = Switched on: { $weeks } to come.
reminders-started = Switched on. The first reminder comes on Saturday morning.
reminders-stopped = Reminders are off. You still get the news of your commune.
reminders-were-off = Reminders were off already.
reminders-subscribe-first = Reminders are for subscribers. Please choose your commune and press “Subscribe” first, then come back here.
reminders-no-push = This chat cannot remind you, because we keep no address of yours here. You can ask for reminders on Zalo or Telegram.
reminder-head = **Small things of week { $week }: { $title }**
reminder-see = See this week
reminder-see-by-command = See this week: type /giadinh
reminder-stop-by-command = No more reminders: type /caidat
reminder-last = This was the last reminder. Thank you all for doing this together.
settings-reminders = Family reminders
