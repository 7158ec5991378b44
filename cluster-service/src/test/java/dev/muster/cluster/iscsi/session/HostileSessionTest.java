package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.scsi.Cdbs;
import dev.muster.cluster.iscsi.scsi.TargetUnits;
import dev.muster.cluster.iscsi.scsi.WritableMemory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands with any CDB, any lengths and any data, to a unit that takes writes.
class HostileSessionTest {
    private static final int SESSIONS = 2_000;
    private static final int PDUS_PER_SESSION = 50;
    private static final int[] OPCODES = Cdbs.opcodes();

    private Random random = new Random();
    private int cmdSn = 77;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 3)
    void aSessionLetsNothingButMalformedPdusEscape(long seed) {
        random = new Random(seed);
        int malformed = 0;
        for (int tried = 0; tried < SESSIONS; tried++) {
            Session session = session();
            try {
                for (int i = 0; i < PDUS_PER_SESSION; i++) {
                    session.on(pdu());
                    if (random.nextBoolean()) {
                        drain(session);
                    }
                }
            } catch (MalformedPdu expected) {
                malformed++;
            }
        }
        assertThat(malformed).isPositive();
    }

    private void drain(Session session) {
        int steps = 0;
        for (Optional<SessionStep> next = session.next(); next.isPresent() && steps < 100_000; next = session.next()) {
            steps++;
            if (next.get() instanceof SessionStep.Run(BlockingWork work)) {
                work.run();
                session.finished(work);
            }
        }
    }

    private InitiatorPdu pdu() {
        int tag = random.nextInt(4);
        long lun = random.nextInt(8) == 0 ? random.nextLong() : 1L << 48;
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                new DataOut(
                        random.nextBoolean(),
                        lun,
                        tag,
                        random.nextInt(8) - 1,
                        0,
                        random.nextInt(2),
                        random.nextInt(4) * 512L,
                        data());
            case 2 -> new TaskManagementRequest(true, random.nextInt(10), lun, 50, tag, cmdSn, 0, 0, 0);
            default -> command(tag, lun);
        };
    }

    private ScsiCommand command(int tag, long lun) {
        byte[] cdb = new byte[16];
        random.nextBytes(cdb);
        cdb[0] = (byte) OPCODES[random.nextInt(OPCODES.length)];
        for (int i = 2; i < 14; i++) {
            cdb[i] = random.nextInt(3) == 0 ? cdb[i] : 0;
        }
        cdb[1] = random.nextInt(3) == 0 ? cdb[1] : 0;
        boolean write = random.nextBoolean();
        Bytes data = write && random.nextBoolean() ? data() : Bytes.EMPTY;
        long expected = random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextInt(20) * 512L;
        return new ScsiCommand(
                false,
                !write || random.nextInt(3) > 0,
                !write,
                write,
                1,
                lun,
                tag,
                expected,
                cmdSn++,
                0,
                Bytes.of(cdb),
                data);
    }

    private Bytes data() {
        if (random.nextInt(500) == 0) {
            return Bytes.of(new byte[70_000]);
        }
        byte[] data = new byte[random.nextInt(2) == 0 ? 512 * random.nextInt(5) : random.nextInt(700)];
        random.nextBytes(data);
        return Bytes.of(data);
    }

    private Session session() {
        cmdSn = 77;
        Login login = new Login(1, 262_144, handle -> false);
        login.on(LoginTest.request(
                LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, "InitiatorName=i\0TargetName=iqn.x\0InitialR2T=No\0"));
        LoginStep.Complete complete = (LoginStep.Complete) login.found();
        return new Session(complete, new TargetUnits("iqn.x", new WritableMemory(1000)), List::of, "10.0.0.1:3260,1");
    }
}
