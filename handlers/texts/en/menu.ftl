menu = **Pháo Đài Quảng Trị**
    Every citizen a defender, every family a fortress.
    What do you need?
menu-by-number = Type a number to choose, for example 3 to learn.
menu-tip = Report
menu-mailbox = Mailbox
menu-learn = Learn
menu-ask = Ask
menu-family = Family
menu-commune = Commune
menu-settings = Settings
menu-help = Help

help = **Help**
    • Report: tell us anonymously what you know
    • Mailbox: see by your code how far a report is
    • Learn, Ask: recognise drugs and stay clear of them
    • Family: small things that keep a home safe, help for a relative
    • Commune: choose where you want news from
    • /dung: stop news, /xoa: erase data
    • /start: to the main screen
    You may type Vietnamese without marks.
help-never = **We never ask for an OTP code, for money or for a video call.** Whoever does is an impostor.
help-addresses = Our only official addresses: this chat and the page { $address }
help-address-chat = Our only official address is this chat.

start-code-unknown = This code cannot be used: mistyped, used already or too old. Please ask the operator for a new one.
start-code-elsewhere = Staff work cannot be tied to this chat. The code is not used up: send it in your messaging app.
start-tied = This chat is now tied to { $name }. Work notices will come here.
