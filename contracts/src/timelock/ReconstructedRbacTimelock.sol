// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {
    AccessControlEnumerable
} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";

// The rules of Chainlink's RBACTimelock in our own words: what it stores, hashes, tells and refuses. No package carries
// its bytecode.

contract ReconstructedRbacTimelock is AccessControlEnumerable {
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    bytes32 public constant ADMIN_ROLE = keccak256("ADMIN_ROLE");
    bytes32 public constant PROPOSER_ROLE = keccak256("PROPOSER_ROLE");
    bytes32 public constant EXECUTOR_ROLE = keccak256("EXECUTOR_ROLE");
    bytes32 public constant CANCELLER_ROLE = keccak256("CANCELLER_ROLE");
    bytes32 public constant BYPASSER_ROLE = keccak256("BYPASSER_ROLE");

    event CallScheduled(
        bytes32 indexed id,
        uint256 indexed index,
        address target,
        uint256 value,
        bytes data,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    );
    event CallExecuted(
        bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data
    );
    event BypasserCallExecuted(uint256 indexed index, address target, uint256 value, bytes data);
    event Cancelled(bytes32 indexed id);
    event MinDelayChange(uint256 oldDuration, uint256 newDuration);
    event FunctionSelectorBlocked(bytes4 indexed selector);
    event FunctionSelectorUnblocked(bytes4 indexed selector);

    mapping(bytes32 id => uint256) public getTimestamp;
    uint256 public getMinDelay;
    uint256 public getBlockedFunctionSelectorCount;
    mapping(bytes4 selector => bool) private _blocked;

    constructor(uint256 minDelay, address admin, address member, address bypasser) {
        bytes32[5] memory roles =
            [ADMIN_ROLE, PROPOSER_ROLE, EXECUTOR_ROLE, CANCELLER_ROLE, BYPASSER_ROLE];
        for (uint256 i = 0; i < 5; i++) {
            _setRoleAdmin(roles[i], ADMIN_ROLE);
        }
        _grantRole(ADMIN_ROLE, admin);
        for (uint256 i = 1; i < 4; i++) {
            _grantRole(roles[i], member);
        }
        if (bypasser != address(0)) _grantRole(BYPASSER_ROLE, bypasser);
        getMinDelay = minDelay;
        emit MinDelayChange(0, minDelay);
    }

    modifier onlyRoleOrAdmin(bytes32 role) {
        if (!hasRole(ADMIN_ROLE, msg.sender)) _checkRole(role);
        _;
    }

    receive() external payable {}

    function scheduleBatch(Call[] calldata calls, bytes32 predecessor, bytes32 salt, uint256 delay)
        external
        onlyRoleOrAdmin(PROPOSER_ROLE)
    {
        bytes32 id = hashOperationBatch(calls, predecessor, salt);
        require(getTimestamp[id] == 0, "already scheduled");
        require(delay >= getMinDelay, "insufficient delay");
        getTimestamp[id] = block.timestamp + delay;
        for (uint256 i = 0; i < calls.length; i++) {
            Call calldata one = calls[i];
            require(one.data.length < 4 || !_blocked[bytes4(one.data)], "selector is blocked");
            emit CallScheduled(id, i, one.target, one.value, one.data, predecessor, salt, delay);
        }
    }

    function cancel(bytes32 id) external onlyRoleOrAdmin(CANCELLER_ROLE) {
        require(isOperationPending(id), "cannot be cancelled");
        delete getTimestamp[id];
        emit Cancelled(id);
    }

    function executeBatch(Call[] calldata calls, bytes32 predecessor, bytes32 salt)
        external
        payable
        onlyRoleOrAdmin(EXECUTOR_ROLE)
    {
        bytes32 id = hashOperationBatch(calls, predecessor, salt);
        require(isOperationReady(id), "not ready");
        require(predecessor == 0 || isOperationDone(predecessor), "missing dependency");
        for (uint256 i = 0; i < calls.length; i++) {
            _call(calls[i]);
            emit CallExecuted(id, i, calls[i].target, calls[i].value, calls[i].data);
        }
        require(isOperationReady(id), "not ready");
        getTimestamp[id] = 1;
    }

    function bypasserExecuteBatch(Call[] calldata calls)
        external
        payable
        onlyRoleOrAdmin(BYPASSER_ROLE)
    {
        for (uint256 i = 0; i < calls.length; i++) {
            _call(calls[i]);
            emit BypasserCallExecuted(i, calls[i].target, calls[i].value, calls[i].data);
        }
    }

    function updateDelay(uint256 newDelay) external onlyRole(ADMIN_ROLE) {
        emit MinDelayChange(getMinDelay, newDelay);
        getMinDelay = newDelay;
    }

    function blockFunctionSelector(bytes4 selector) external onlyRole(ADMIN_ROLE) {
        if (_blocked[selector]) return;
        _blocked[selector] = true;
        getBlockedFunctionSelectorCount++;
        emit FunctionSelectorBlocked(selector);
    }

    function unblockFunctionSelector(bytes4 selector) external onlyRole(ADMIN_ROLE) {
        if (!_blocked[selector]) return;
        _blocked[selector] = false;
        getBlockedFunctionSelectorCount--;
        emit FunctionSelectorUnblocked(selector);
    }

    function hashOperationBatch(Call[] calldata calls, bytes32 predecessor, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(calls, predecessor, salt));
    }

    function isOperation(bytes32 id) public view returns (bool) {
        return getTimestamp[id] > 0;
    }

    function isOperationPending(bytes32 id) public view returns (bool) {
        return getTimestamp[id] > 1;
    }

    function isOperationReady(bytes32 id) public view returns (bool) {
        return getTimestamp[id] > 1 && getTimestamp[id] <= block.timestamp;
    }

    function isOperationDone(bytes32 id) public view returns (bool) {
        return getTimestamp[id] == 1;
    }

    function _call(Call calldata one) private {
        (bool success,) = one.target.call{value: one.value}(one.data);
        require(success, "underlying transaction reverted");
    }
}
