package dev.muster.cluster.iscsi.codec;

/// CSG and NSG of a login PDU, RFC 7143 11.12.3.
public enum LoginStage {
    SECURITY(0),
    OPERATIONAL(1),
    FULL_FEATURE(3);

    private final int code;

    LoginStage(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static LoginStage of(int code) throws MalformedPdu {
        return switch (code) {
            case 0 -> SECURITY;
            case 1 -> OPERATIONAL;
            case 3 -> FULL_FEATURE;
            default -> throw new MalformedPdu(MalformedPdu.Reason.BAD_LOGIN_STAGE, "stage " + code);
        };
    }
}
