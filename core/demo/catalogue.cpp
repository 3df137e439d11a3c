#include "core/demo/catalogue.h"

#include <array>

namespace pannier::demo {
namespace {

enum class Axis { kNone, kSize, kColour, kBag };

/// Three models of one kind of thing, each dearer than the one before.
struct Kind {
  std::string_view noun;
  std::string_view category;
  std::string_view vendor;
  std::string_view tags;
  std::int64_t price;
  Axis axis;
  std::array<std::string_view, 3> models;
};

constexpr std::array<Kind, 40> kKinds{{
    {"Backpack 28 L",
     "Packs",
     "Tarnhut",
     "outdoor,hiking,pack",
     7400,
     Axis::kColour,
     {"Alder", "Birch", "Cedar"}},
    {"Trekking Pack 55 L",
     "Packs",
     "Tarnhut",
     "outdoor,trekking,pack",
     14900,
     Axis::kSize,
     {"Fjell", "Karst", "Massif"}},
    {"Dry Bag",
     "Packs",
     "Kielwasser",
     "outdoor,water",
     1900,
     Axis::kSize,
     {"Brook", "River", "Lagoon"}},
    {"Two-Person Tent",
     "Tents",
     "Tarnhut",
     "outdoor,camping,tent",
     22900,
     Axis::kColour,
     {"Meadow", "Ridge", "Summit"}},
    {"Tarp",
     "Tents",
     "Tarnhut",
     "outdoor,camping",
     6900,
     Axis::kSize,
     {"Drizzle", "Shower", "Downpour"}},
    {"Sleeping Bag",
     "Sleeping",
     "Nachtlager",
     "outdoor,camping,sleeping",
     12900,
     Axis::kSize,
     {"Dormouse", "Marmot Hollow", "Winterhaven"}},
    {"Sleeping Mat",
     "Sleeping",
     "Nachtlager",
     "outdoor,camping,sleeping",
     5900,
     Axis::kSize,
     {"Moss", "Fern", "Lichen"}},
    {"Rain Jacket",
     "Clothing",
     "Lodenhaus",
     "outdoor,clothing,rain",
     11900,
     Axis::kSize,
     {"Mizzle", "Squall", "Gale"}},
    {"Fleece",
     "Clothing",
     "Lodenhaus",
     "outdoor,clothing",
     6900,
     Axis::kSize,
     {"Ember", "Hearth", "Kindle"}},
    {"Merino Shirt",
     "Clothing",
     "Lodenhaus",
     "outdoor,clothing,merino",
     4900,
     Axis::kSize,
     {"Clover", "Sorrel", "Yarrow"}},
    {"Hiking Socks",
     "Clothing",
     "Lodenhaus",
     "outdoor,clothing,merino",
     1400,
     Axis::kSize,
     {"Pebble", "Gravel", "Cobble"}},
    {"Wool Hat",
     "Clothing",
     "Lodenhaus",
     "outdoor,clothing",
     2200,
     Axis::kColour,
     {"Juniper", "Rowan", "Heather"}},
    {"Trekking Poles",
     "Gear",
     "Kielwasser",
     "outdoor,hiking",
     5400,
     Axis::kNone,
     {"Ash", "Hazel", "Willow"}},
    {"Head Torch",
     "Gear",
     "Funkel",
     "outdoor,light",
     3900,
     Axis::kNone,
     {"Glow-Worm", "Lantern Fish", "Polestar"}},
    {"Camp Stove",
     "Gear",
     "Funkel",
     "outdoor,camping,cooking",
     4900,
     Axis::kNone,
     {"Spark", "Flame", "Blaze"}},
    {"Cook Set",
     "Gear",
     "Funkel",
     "outdoor,camping,cooking",
     4400,
     Axis::kNone,
     {"Solo", "Duo", "Party"}},
    {"Steel Bottle",
     "Bottles",
     "Kielwasser",
     "outdoor,bottle,gift",
     2400,
     Axis::kColour,
     {"Spring", "Creek", "Cascade"}},
    {"Insulated Mug",
     "Bottles",
     "Kielwasser",
     "outdoor,bottle,coffee,gift",
     2600,
     Axis::kColour,
     {"Commuter", "Wanderer", "Nomad"}},
    {"Pocket Knife", "Gear", "Funkel", "outdoor,gift", 3400, Axis::kNone, {"Wren", "Finch", "Jay"}},
    {"First Aid Kit",
     "Gear",
     "Kielwasser",
     "outdoor,safety",
     2900,
     Axis::kNone,
     {"Day", "Weekend", "Expedition"}},
    {"Hammock",
     "Sleeping",
     "Nachtlager",
     "outdoor,camping",
     5900,
     Axis::kColour,
     {"Sway", "Drift", "Breeze"}},
    {"Espresso Beans",
     "Coffee",
     "Rösterei Hafen",
     "coffee,espresso,beans",
     1190,
     Axis::kBag,
     {"Harbour", "Lighthouse", "Night Ferry"}},
    {"Filter Beans",
     "Coffee",
     "Rösterei Hafen",
     "coffee,filter,beans",
     1290,
     Axis::kBag,
     {"Sidamo", "Huila", "Nyeri"}},
    {"Single Origin Beans",
     "Coffee",
     "Rösterei Hafen",
     "coffee,beans,single-origin",
     1590,
     Axis::kBag,
     {"Yirgacheffe", "Tarrazú", "Gayo"}},
    {"Decaf Beans",
     "Coffee",
     "Rösterei Hafen",
     "coffee,beans,decaf",
     1290,
     Axis::kBag,
     {"Evening", "Moonlight", "Lullaby"}},
    {"Hand Grinder",
     "Coffee gear",
     "Mahlwerk",
     "coffee,grinder,gift",
     8900,
     Axis::kColour,
     {"Traveller", "Homebody", "Barista"}},
    {"Pour-Over Dripper",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing",
     2400,
     Axis::kColour,
     {"Cone", "Wave", "Flat"}},
    {"French Press",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing",
     3400,
     Axis::kSize,
     {"Atelier", "Bistro", "Salon"}},
    {"Moka Pot",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing,espresso",
     2900,
     Axis::kSize,
     {"Piccola", "Classica", "Grande"}},
    {"Gooseneck Kettle",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing",
     6400,
     Axis::kColour,
     {"Swan", "Heron", "Crane"}},
    {"Coffee Scale",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing",
     3900,
     Axis::kNone,
     {"Gram", "Tempo", "Precision"}},
    {"Filter Papers",
     "Coffee gear",
     "Mahlwerk",
     "coffee,brewing,refill",
     490,
     Axis::kSize,
     {"Natural", "White", "Hemp"}},
    {"Stoneware Mug",
     "Home",
     "Tonfeld",
     "home,coffee,gift",
     1600,
     Axis::kColour,
     {"Dune", "Tide", "Cliff"}},
    {"Wool Blanket",
     "Home",
     "Nachtlager",
     "home,wool,gift",
     8900,
     Axis::kColour,
     {"Highland", "Moorland", "Lowland"}},
    {"Candle",
     "Home",
     "Tonfeld",
     "home,gift",
     1900,
     Axis::kNone,
     {"Cedarwood", "Fig Leaf", "Sea Salt"}},
    {"Linen Towel",
     "Home",
     "Tonfeld",
     "home,linen",
     1800,
     Axis::kColour,
     {"Sunday", "Garden", "Seaside"}},
    {"Oak Board",
     "Home",
     "Tonfeld",
     "home,kitchen,gift",
     3400,
     Axis::kSize,
     {"Breakfast", "Supper", "Feast"}},
    {"Enamel Pot",
     "Home",
     "Funkel",
     "home,kitchen,camping",
     4900,
     Axis::kSize,
     {"Cottage", "Farmhouse", "Lodge"}},
    {"Plant Pot", "Home", "Tonfeld", "home,plants", 2200, Axis::kSize, {"Terra", "Sand", "Chalk"}},
    {"Table Lamp", "Home", "Funkel", "home,light", 7900, Axis::kColour, {"Dusk", "Dawn", "Noon"}},
}};

struct Option {
  std::string_view title;
  std::string_view code;
  std::int64_t percent;  ///< of the model's price
};
constexpr std::array<Option, 4> kSizes{
    {{"S", "S", 100}, {"M", "M", 100}, {"L", "L", 100}, {"XL", "XL", 108}}};
constexpr std::array<Option, 3> kColours{
    {{"Forest", "FOR", 100}, {"Slate", "SLA", 100}, {"Ochre", "OCH", 100}}};
constexpr std::array<Option, 3> kBags{
    {{"250 g", "250", 100}, {"500 g", "500", 185}, {"1 kg", "1000", 340}}};
constexpr std::array<Option, 1> kSingle{{{"", "STD", 100}}};

std::span<const Option> optionsOf(Axis axis) {
  switch (axis) {
    case Axis::kSize:
      return kSizes;
    case Axis::kColour:
      return kColours;
    case Axis::kBag:
      return kBags;
    case Axis::kNone:
      break;
  }
  return kSingle;
}

/// To the next price that ends in 90 cents, as shops like them.
std::int64_t shopPrice(std::int64_t cents) { return cents / 100 * 100 + 90; }

std::string skuOf(std::size_t kind, std::size_t model, std::string_view option) {
  return "P" + std::to_string(101 + kind) + static_cast<char>('A' + model) + "-" +
         std::string(option);
}

}  // namespace

std::vector<DemoProduct> makeProducts() {
  std::vector<DemoProduct> products;
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    const Kind& kind = kKinds[k];
    for (std::size_t m = 0; m < kind.models.size(); ++m) {
      DemoProduct product;
      product.title = std::string(kind.models[m]) + " " + std::string(kind.noun);
      product.vendor = kind.vendor;
      product.category = kind.category;
      product.tags = kind.tags;
      product.isCoffee = kind.category == "Coffee";
      product.isArchived = (k * 3 + m) % 23 == 22;
      const std::int64_t price = kind.price * (100 + 15 * static_cast<std::int64_t>(m)) / 100;
      for (const Option& option : optionsOf(kind.axis)) {
        product.variants.push_back({std::string(option.title), skuOf(k, m, option.code),
                                    shopPrice(price * option.percent / 100)});
      }
      products.push_back(std::move(product));
    }
  }
  return products;
}

}  // namespace pannier::demo
