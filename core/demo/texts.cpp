#include "core/demo/texts.h"

#include <array>

namespace pannier::demo {
namespace {

constexpr std::array<std::string_view, 4> kStaff{"kim@shop.example", "sam@shop.example",
                                                 "robin@shop.example", "alex@shop.example"};

constexpr std::array<std::string_view, 32> kNotes{
    "Prefers to be written to, not called.",
    "Asked whether we ship to a parcel locker. Yes, explained how.",
    "Very happy with the grinder, wants to know when the burrs should be replaced.",
    "Jacket was too small, exchanged M for L without charge.",
    "Buys gifts every December; offer gift wrapping early.",
    "Runs a small café. Interested in a standing order for espresso beans.",
    "Parcel arrived damaged, photo in the mailbox. Sent a replacement the same day.",
    "Wants the invoice with the company's name from now on.",
    "Met at the outdoor fair, tried the two-person tent. Follow up before Easter.",
    "Allergic to wool. Do not recommend merino.",
    "Lives on the third floor without a lift, carrier should ring.",
    "Asked for the roast date of the last bag. It was nine days old.",
    "Plans a trek in the north in August, needs a warm sleeping bag until then.",
    "Complained about slow delivery, gave 10 % off the next order.",
    "Would like to hear about decaf only.",
    "Orders for a scout group, about 20 people.",
    "Moved house. New address confirmed by phone.",
    "Returned the lamp, colour was not as in the picture. We changed the picture.",
    "Wrote a kind review. Thanked with a handwritten card.",
    "Speaks English better than the language in the profile.",
    "Interested in repairing the old backpack instead of buying a new one. Sent the repair form.",
    "Asked for a quote for 40 mugs with a logo.",
    "Paid twice by mistake, second payment was sent back.",
    "Tried the filter beans in the shop, liked the lighter roast more.",
    "Does not want paper catalogues any more.",
    "Needs spare parts for the camp stove: seal and pump leather.",
    "Called about the warranty of the trekking poles. Covered, new lower section sent.",
    "Orders mostly on Sundays evening; pack first thing on Monday.",
    "Asked whether the linen towels are woven nearby. Sent the maker's page.",
    "Wants to be told when the ochre blanket is back.",
    "Birthday in spring, sent a small sample last year and it was well received.",
    "Has a dog. The parcel should not be left at the door."};

constexpr std::array<std::string_view, 16> kTasks{"Call back about the late parcel",
                                                  "Send a sample of the new espresso",
                                                  "Check whether the return has arrived",
                                                  "Prepare the quote for mugs with a logo",
                                                  "Ask how the tent did on its first trip",
                                                  "Confirm the new delivery address",
                                                  "Offer the larger jacket in exchange",
                                                  "Remind of the unpaid invoice",
                                                  "Invite to the coffee tasting",
                                                  "Send the warranty form for the poles",
                                                  "Thank for the review",
                                                  "Tell that the ochre blanket is back",
                                                  "Set up the standing order for the café",
                                                  "Clear up the double payment",
                                                  "Write about spare parts for the stove",
                                                  "Plan the order for the scout group"};

constexpr std::array<DemoSegment, 12> kSegments{{
    {"VIP customers", "amount_spent >= 2000 AND number_of_orders >= 8",
     "Our best customers: write to them first."},
    {"New in the last 30 days", "customer_added_date >= -30d",
     "Say welcome while they still remember us."},
    {"Bought once, recently", "number_of_orders = 1 AND first_order_date >= -60d",
     "The second order makes a customer."},
    {"Loyal in Germany",
     "number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE'",
     "For the shop's evening in Berlin."},
    {"Win back",
     "number_of_orders >= 3 AND last_order_date < -180d AND email_subscription_status = "
     "'SUBSCRIBED'",
     "Bought often, silent for half a year, may be written to."},
    {"Coffee drinkers", "products_purchased MATCHES (tag = 'coffee', date >= -12m, count >= 2)",
     "Bought coffee or what belongs to it at least twice within a year."},
    {"Tent but no sleeping bag",
     "products_purchased MATCHES (tag = 'tent') AND products_purchased NOT MATCHES (tag = "
     "'sleeping')",
     "They need somewhere warm to sleep."},
    {"Big orders this year", "orders_placed MATCHES (amount >= 250, date >= -1y)",
     "One order of 250 or more."},
    {"E-mail subscribers", "email_subscription_status = 'SUBSCRIBED'",
     "Everybody who agreed to e-mail."},
    {"Never ordered", "number_of_orders = 0", "Signed up and then nothing."},
    {"Wholesale", "customer_tags CONTAINS 'wholesale'", "Cafés and shops that buy from us."},
    {"Many loyalty points", "metafields.loyalty.points >= 500", "Could use their points."},
}};

constexpr std::array<DemoCampaign, 2> kCampaigns{{
    {"New harvest for coffee drinkers",
     "Sell the first 60 kg of the new harvest to people who know good coffee", "Coffee drinkers",
     "Wholesale", "{{ customer.first_name | default: 'Hello' }}, the new harvest is here",
     "Three fresh roasts, and one of them is for you",
     "Hello {{ customer.first_name | default: 'there' }},\n\n"
     "the new harvest has arrived at {{ shop.name }}, and we roasted the first bags this week.\n\n"
     "{% if customer.orders_count > 5 %}You have ordered {{ customer.orders_count }} times, so you "
     "go first: your "
     "bag is kept until Sunday.{% else %}The first bags usually last about a week.{% endif %}\n\n"
     "{% if customer.last_order %}Last time you took:\n"
     "{% for line in customer.last_order.lines limit: 3 %}- {{ line.quantity }} x {{ line.title "
     "}}\n{% endfor %}"
     "{% endif %}\n"
     "Drink it soon,\nyour team at {{ shop.name }}"},
    {"We miss you", "Bring back one in ten of those who were silent for half a year", "Win back",
     "", "It has been a while, {{ customer.first_name | default: 'friend' }}",
     "A small welcome back from us",
     "<h1>It has been a while</h1>\n"
     "<p>Dear {{ customer.first_name | default: 'friend' }},</p>\n"
     "<p>your last order with us was on {{ customer.last_order_date | date: '%d.%m.%Y' | default: "
     "'a good day' }}."
     " Since then the shelves at {{ shop.name }} have changed a lot.</p>\n"
     "{% if customer.loyalty.points %}<p>You still have {{ customer.loyalty.points }} points; they "
     "are worth a "
     "coffee or two.</p>\n{% endif %}"
     "<p>With the code <strong>WELCOMEBACK</strong> the next parcel travels for free.</p>\n"
     "<p>See you soon{% if customer.city %} in {{ customer.city }}{% endif %}!</p>"},
}};

constexpr std::array<DemoView, 4> kViews{{
    {"Top customers", "number_of_orders >= 3",
     "[\"name\",\"city\",\"country\",\"orders_count\",\"total_spent\",\"last_order_at\"]",
     "-total_spent"},
    {"Ordered this month", "last_order_date >= -30d",
     "[\"name\",\"email\",\"orders_count\",\"total_spent\",\"last_order_at\"]", "-last_order_at"},
    {"New customers", "customer_added_date >= -30d",
     "[\"name\",\"email\",\"city\",\"country\",\"created_at\"]", "-created_at"},
    {"Wholesale", "customer_tags CONTAINS 'wholesale'",
     "[\"name\",\"company\",\"phone\",\"city\",\"total_spent\"]", "name"},
}};

}  // namespace

std::span<const std::string_view> staff() noexcept { return kStaff; }
std::span<const std::string_view> noteTexts() noexcept { return kNotes; }
std::span<const std::string_view> taskTitles() noexcept { return kTasks; }
std::span<const DemoSegment> segments() noexcept { return kSegments; }
std::span<const DemoCampaign> campaigns() noexcept { return kCampaigns; }
std::span<const DemoView> savedViews() noexcept { return kViews; }

}  // namespace pannier::demo
