package dev.muster.region.enlist;

import java.util.random.RandomGenerator;

/// Names for machines that have none: an adjective and a noun.
final class RandomNames {
    private static final String[] ADJECTIVES = """
            able agile airy alert amber ample azure balmy basic blithe bold bonny brave breezy brief bright brisk broad \
            calm candid careful cheery chief civil clean clear clever close coastal cool coral cosy crisp daily dapper \
            deep deft dewy direct dry eager early earnest easy even exact fair famous fast fine firm fleet fluent fond \
            frank free fresh frosty full gentle giant glad golden good grand green handy happy hardy hazel hearty honest \
            humble ideal ivory jolly jovial keen kind large lasting light lively local long loyal lucid lucky lunar magic \
            main major mellow merry mighty mild minor misty modern modest mossy native near neat nimble noble northern \
            novel open opal orderly patient placid plain plucky polar polite prime prompt proper proud pure quick quiet \
            rapid rare ready regal rosy round royal ruby rustic sandy serene sharp shining silent silver simple sincere \
            sleek smart smooth snowy solar solid sound southern spare square stable steady still stout strong sturdy \
            subtle sunny sure swift tall tender thrifty tidy timely tranquil true trusty upbeat urban valiant vast vital \
            vivid warm wavy western whole wide wild willing wise witty young zesty""".split(" ");
    private static final String[] NOUNS = """
            acorn alder antler anvil apple arbor arch aspen aster badger bamboo barley basin bay beacon beaver beech \
            bell birch bison bloom boulder bramble bridge brook canyon cape castle cedar cliff cloud clover comet condor \
            cove crane creek cricket crow cypress daisy dale dawn deer delta dove drift dune eagle elk elm ember falcon \
            fern ferry field finch fir fjord flint forest fox garden gate geyser glade glen grove gull harbor hare hawk \
            hazel heath heron hill holly horizon ibex iris island ivy jay juniper kestrel kite lagoon lake lantern larch \
            lark laurel leaf ledge lichen lily linden lion loch lotus lynx magpie maple marmot marsh marten meadow mesa \
            mill mink mint moon moose moss moth myrtle nettle oak oasis olive orchard orchid osprey otter owl panda \
            pebble pelican petal pine plain planet plover pond poplar poppy prairie puffin quail quarry quartz rabbit \
            rain raven reed reef ridge river robin rook rose rowan sage salmon sequoia shore sparrow spring spruce star \
            stone stork stream summit swallow swan tern thistle thrush thyme tiger timber topaz trail trout tulip tundra \
            valley vine violet walnut wave wharf willow wolf wren yarrow yew zebra""".split(" ");

    /// After so many tries the region is full of such names, and a number makes them longer.
    private static final int CROWDED = 3;

    private final RandomGenerator random;

    RandomNames(RandomGenerator random) {
        this.random = random;
    }

    /// @param attempt counts from 0 the names that turned out to be taken
    String next(int attempt) {
        String name = pick(ADJECTIVES) + "-" + pick(NOUNS);
        return attempt < CROWDED ? name : name + "-" + random.nextInt(2, 10_000);
    }

    private String pick(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
